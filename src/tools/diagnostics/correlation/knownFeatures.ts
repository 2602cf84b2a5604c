import { featureKey } from '../../../kube/correlation/feature.ts';
import type { KnownFeature, KnownFeatures } from '../../../kube/correlation/sharedFeatures.ts';
import type { Failure } from './failure.ts';
import type { Fault } from './surroundings.ts';
import { slack, timeOrder } from './timeOrder.ts';

/** A change brings its failures about soon, or when its pods start again. */
const soon = 2 * 3_600_000;

/** Which features are out of order themselves, and which were changed just before the pods with them began to fail. */
export function knownFeatures(
  faults: ReadonlyMap<string, Fault>,
  changes: ReadonlyMap<string, Fault>,
  failures: readonly Failure[],
): KnownFeatures {
  const known = new Map<string, KnownFeature>();
  for (const [key, { since }] of changes) {
    if (since === undefined) continue;
    const began = failures
      .filter(({ unit }) => unit.traits.some((one) => featureKey(one) === key))
      .flatMap(({ beganAt }) => beganAt ?? []);
    const { order, firstFailureAt } = timeOrder(since, began);
    if (order === 'before' && firstFailureAt !== undefined && firstFailureAt - since <= soon)
      known.set(key, { changedAt: since - slack });
  }
  for (const key of faults.keys()) known.set(key, 'faulty');
  return known;
}
