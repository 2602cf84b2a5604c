import { featureKey, isPlace, type Feature } from '../../../kube/correlation/feature.ts';
import type { Basis, SharedFeature } from '../../../kube/correlation/sharedFeatures.ts';
import type { Failure } from './failure.ts';
import type { Fault } from './surroundings.ts';
import { timeOrder, type Ordered, type TimeOrder } from './timeOrder.ts';

/** A shared feature with what else is known of it: since when it is so, and whether that was before the failures. */
export interface SharedCause {
  readonly feature: Feature;
  readonly basis: Basis;
  /** What the same pods have besides. */
  readonly alike: readonly Feature[];
  readonly shared: SharedFeature;
  readonly failures: readonly Failure[];
  readonly fault?: Fault;
  /** When the first of them began to fail, in milliseconds since the epoch. */
  readonly firstFailureAt?: number;
  readonly order: TimeOrder;
  readonly confidence: number;
}

/** One for each shared feature; of features that the same pods have, the one that explains most by what is known of them. */
export function sharedCauses(
  found: readonly SharedFeature[],
  all: readonly Failure[],
  faults: ReadonlyMap<string, Fault>,
): readonly SharedCause[] {
  return found.flatMap((shared) => causeOf(shared, all, faults));
}

function causeOf(
  shared: SharedFeature,
  all: readonly Failure[],
  faults: ReadonlyMap<string, Fault>,
): readonly SharedCause[] {
  const units = new Set(shared.units.map(({ id }) => id));
  const failures = all.filter(({ unit }) => units.has(unit.id));
  const began = failures.flatMap(({ beganAt }) => beganAt ?? []);
  const timed = shared.features.map(({ feature, basis }): Timed => {
    const found = faults.get(featureKey(feature));
    // What nobody misses may be absent: a reference may be optional
    const fault = found?.gone === true && basis !== 'named' ? undefined : found;
    return { feature, basis, fault, ...timeOrder(fault?.since, began) };
  });
  const [first, ...rest] = timed.toSorted((a, b) => weight(a) - weight(b));
  if (first === undefined) return [];
  const { feature, basis, fault, order, firstFailureAt } = first;
  const cause: SharedCause = {
    feature,
    basis,
    alike: rest.map((one) => one.feature),
    shared,
    failures,
    ...(fault === undefined ? {} : { fault }),
    ...(firstFailureAt === undefined ? {} : { firstFailureAt }),
    order,
    confidence: confidenceOf(first),
  };
  return [cause];
}

interface Timed extends Ordered {
  readonly feature: Feature;
  readonly basis: Basis;
  readonly fault: Fault | undefined;
}

/**
 * Among what the very same pods have: first what is out of order or named as the cause; then what was changed just before they failed; then who is named for answering wrong, whose failure may come of that; then what they merely have in common.
 */
function weight({ feature, basis, order }: Timed): number {
  const isAnswer = ['registry', 'certificate', 'peer'].includes(feature.kind);
  if (basis === 'faulty' || (basis === 'named' && !isAnswer)) return 0;
  if (basis === 'changed' || order === 'before') return 1;
  if (basis === 'named') return 2;
  return isPlace(feature) ? 3 : 4;
}

function confidenceOf({ basis, order }: Timed): number {
  if (basis === 'named' || basis === 'faulty') return order === 'after' ? 0.7 : 0.9;
  return { before: 0.8, after: 0.4, 'long before': 0.6, unknown: 0.6 }[order];
}
