import { KubeError } from '../core/kubeError.ts';
import { sinceTime } from '../core/since.ts';

/**
 * The input `since` as milliseconds since the epoch.
 * @throws KubeError `bad_input` for what is no time.
 */
export function sinceAsked(since: string, now: number, operation: 'list' | 'logs', resource: string): number {
  const at = sinceTime(since, now);
  if (at !== undefined) return at;
  throw new KubeError({
    code: 'bad_input',
    operation,
    resource,
    detail: `since: ${since} is no time`,
    hint: 'write 15m, 6h, 2d or 2026-11-25T14:00:00Z',
  });
}
