import { createHmac } from 'node:crypto';
import { canonicalJson } from '../../core/canonicalJson.ts';

/** Longer ones would make the plan unreadable. */
const longestShown = 200;

/**
 * A value as a plan holds it: itself where it is short and plain, else a salted hash that tells it from any other (a pod template, a
 * whole Secret). `null` for a field that is not there, as Kubernetes takes the two for the same.
 */
export function approvedValue(value: unknown, salt: string): unknown {
  if (value === undefined || value === null) return null;
  const text = canonicalJson(value);
  return typeof value === 'object' || text.length > longestShown
    ? `sha256:${createHmac('sha256', salt).update(text).digest('hex')}`
    : value;
}
