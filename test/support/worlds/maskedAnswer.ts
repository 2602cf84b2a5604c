import { isRecord } from '../../../src/core/json.ts';

const masked = new Set(['takenAt', 'cursor', 'resourceVersion', 'milliseconds', 'latencyMilliseconds', 'stats']);

/** An answer without what differs between two servers that hold the same: when it was taken, cursors, resource versions, latencies. */
export function maskedAnswer(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/(resourceVersion: )"\d+"/g, '$1MASKED');
  if (Array.isArray(value)) return value.map((one: unknown) => maskedAnswer(one));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, masked.has(key) ? 'MASKED' : maskedAnswer(one)]),
  );
}
