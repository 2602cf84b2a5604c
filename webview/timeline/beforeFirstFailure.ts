import type { Moment, TimelineBlock } from '../../src/core/blocks.ts';

export interface Window {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
const changes: ReadonlySet<string> = new Set(['rollout', 'scale', 'write']);

/**
 * The stretch of time that answers "What changed before the first failure": from the last change before it (else 15 minutes before)
 * until shortly after it, and the change itself where there is one. Undefined where nothing failed.
 */
export function beforeFirstFailure(
  block: Pick<TimelineBlock<string>, 'moments' | 'firstFailureAt'>,
): { readonly window: Window; readonly change?: Moment } | undefined {
  const { firstFailureAt: failed, moments } = block;
  if (failed === undefined) return undefined;
  const change = moments
    .filter(({ shape, at }) => changes.has(shape) && at <= failed)
    .reduce<Moment | undefined>((last, one) => (last === undefined || one.at >= last.at ? one : last), undefined);
  const start = change?.at ?? failed - 15 * minute;
  const margin = Math.max(minute, (failed - start) * 0.15);
  const window = { from: start - margin, to: failed + margin };
  return change === undefined ? { window } : { window, change };
}

/**
 * What to show at first: from the last change before the first failure to the end, where the whole would press that into a corner
 * (objects are often months older than their trouble). Undefined: all.
 */
export function openingWindow(block: TimelineBlock<string>): Window | undefined {
  const before = beforeFirstFailure(block);
  if (before === undefined) return undefined;
  const { from } = before.window;
  return block.to - block.from > 4 * (block.to - from) ? { from, to: block.to + (block.to - from) * 0.03 } : undefined;
}
