import type { SeenEvent } from '../events.ts';
import type { Pod } from '../kinds/pod.ts';
import { timeAt } from '../timeline/moment.ts';

/** The same trouble, for an event of it may have been seen an hour after the one before. */
const quiet = 3_600_000;

/**
 * Since when a pod has been in its present trouble, in milliseconds since the epoch: when it was last ready, or the first warning
 * since. Warnings of another trouble long before do not count.
 */
export function troubleBegan({ metadata, status }: Pod, events: readonly SeenEvent[]): number | undefined {
  const unready = (status?.conditions ?? [])
    .filter((one) => one.status === 'False' && (one.type === 'Ready' || one.type === 'PodScheduled'))
    .map(({ lastTransitionTime }) => timeAt(lastTransitionTime));
  const since = least([...unready, timeAt(metadata?.deletionTimestamp)]);
  const warnings = events.filter(({ type, firstAt }) => type === 'Warning' && firstAt > 0);
  const near = warnings.filter(({ lastAt }) => since === undefined || lastAt >= since - quiet);
  return least([since, ...near.map(({ firstAt }) => firstAt)]) ?? timeAt(metadata?.creationTimestamp);
}

function least(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
