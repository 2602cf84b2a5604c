import { podsOf, workloadsOf, type Unit } from './unit.ts';

/** How failing goes with having a feature, in pods. */
export interface Figures {
  readonly units: readonly Unit[];
  /** Pods that fail and have it, and of how many that fail. */
  readonly failing: number;
  readonly failingAll: number;
  /** Pods that are well and have it. */
  readonly healthy: number;
  readonly workloads: number;
  /** How many times more often pods with it fail than pods do. */
  readonly lift: number;
}

/** `failing` are those with the feature, of `units`. */
export function figures(failing: readonly Unit[], healthy: number, units: readonly Unit[]): Figures {
  const failingAll = podsOf(units.filter(({ fails }) => fails));
  const count = podsOf(failing);
  return {
    units: failing,
    failing: count,
    failingAll,
    healthy,
    workloads: workloadsOf(failing),
    lift: count / (count + healthy) / (failingAll / podsOf(units)),
  };
}

/** Most pods with it fail, and more of them than of others; where all pods fail, nothing can be said against it. */
export function isTelling({ failing, healthy, lift }: Figures): boolean {
  return failing >= healthy && (lift >= 1.5 || healthy === 0);
}
