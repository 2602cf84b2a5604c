import { featureText, type FeatureKind } from '../../../kube/correlation/feature.ts';
import type { CorrelatedGroup } from './correlatedGroups.ts';
import type { SharedCause } from './sharedCauses.ts';
import { secondsBetween } from '../../../kube/secondsBetween.ts';

/** One thing that failing pods share, with the figures. */
export interface SharedRow {
  /** `node node-3`, `ConfigMap shop/settings`. */
  readonly shares: string;
  readonly kind: FeatureKind;
  /** How it is known: `named` by their own messages, `faulty` itself, `changed` just before, `compared` with the healthy. */
  readonly basis: SharedCause['basis'];
  /** Part of the failing pods that have it, 0 to 1. */
  readonly support: number;
  /** How many times more often pods with it fail than pods do. */
  readonly lift: number;
  readonly failing: number;
  /** Healthy pods that have it. */
  readonly healthy: number;
  readonly workloads: number;
  /** Of seeing so much by chance. */
  readonly chance: number;
  /** What is known of it itself, and since when. */
  readonly state?: string;
  readonly secondsAgo?: number;
  /** Against the first of the failures. */
  readonly order: SharedCause['order'];
  /** What the same pods share besides. */
  readonly also: readonly string[];
}

export interface Correlation {
  /** Pods that fail or wait for a node. */
  readonly failing: number;
  /** Pods that workloads may not create. */
  readonly notCreated: number;
  readonly healthy: number;
  readonly total: number;
  /** The one that explains most first. */
  readonly shared: readonly SharedRow[];
  /** The earliest that is known to have gone wrong. */
  readonly firstBad?: { readonly at: string; readonly secondsAgo: number; readonly what: string };
  /** The one workload that all failures are of. */
  readonly ownTrouble?: string;
  readonly groups: readonly CorrelatedGroup[];
}

const alsoShown = 3;

export function sharedRow({ feature, basis, alike, shared, fault, order }: SharedCause, now: number): SharedRow {
  return {
    shares: featureText(feature),
    kind: feature.kind,
    basis,
    support: rounded(shared.failing / shared.failingAll),
    lift: rounded(shared.lift),
    failing: shared.failing,
    healthy: shared.healthy,
    workloads: shared.workloads,
    chance: Number(shared.chance.toPrecision(2)),
    ...(fault === undefined ? {} : { state: fault.text }),
    ...(fault?.since === undefined ? {} : { secondsAgo: secondsBetween(fault.since, now) }),
    order,
    also: alike.slice(0, alsoShown).map(featureText),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
