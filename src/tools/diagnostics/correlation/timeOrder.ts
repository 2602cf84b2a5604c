/** Whether something was so before the failures: `long before`, when it alone can hardly have brought them about. */
export type TimeOrder = 'before' | 'after' | 'long before' | 'unknown';

export interface Ordered {
  readonly order: TimeOrder;
  /** When the first of the failures that it may explain began, in milliseconds since the epoch. */
  readonly firstFailureAt?: number;
}

/** The node controller and the kubelet note the same moment each by its own clock. */
export const slack = 60_000;
const longBefore = 24 * 3_600_000;

/** So many of the failures must have begun after it: one that was there already does not acquit it. */
const part = 0.7;

export function timeOrder(since: number | undefined, began: readonly number[]): Ordered {
  if (began.length === 0) return { order: 'unknown' };
  const first = Math.min(...began);
  if (since === undefined) return { order: 'unknown', firstFailureAt: first };
  const later = began.filter((at) => at >= since - slack);
  if (later.length < part * began.length) return { order: 'after', firstFailureAt: first };
  const firstLater = Math.min(...later);
  return { order: firstLater - since > longBefore ? 'long before' : 'before', firstFailureAt: firstLater };
}
