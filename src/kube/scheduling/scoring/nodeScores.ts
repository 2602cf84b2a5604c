import type { Pod } from '../../kinds/pod.ts';
import type { Requirement } from '../../selectors.ts';
import type { PlacedNode } from '../placedNode.ts';
import type { SchedulingCluster } from '../schedulingCluster.ts';
import { affinityScores } from './affinityScores.ts';
import { balancedScores, leastAllocatedScores } from './resourceScores.ts';
import { nodeAffinityScores, taintScores } from './preferenceScores.ts';
import { spreadScores } from './spreadScores.ts';

/** What a score looks at: the pod, the nodes that would take it, and all of them. */
export interface Scored {
  readonly pod: Pod;
  readonly fitting: readonly PlacedNode[];
  readonly cluster: SchedulingCluster;
  /** What the scheduler spreads by where the pod names nothing: of its Services, and of its controller; empty: by nothing. */
  readonly spreadBy: readonly Requirement[];
}

/** For each of the fitting nodes 0 to 100, in their order; undefined where the plugin has nothing to say. */
export type Scores = readonly number[] | undefined;

/** Weights of the default profile. Source: pkg/scheduler/apis/config/v1/default_plugins.go (1.36). */
const plugins: readonly (readonly [number, (of: Scored) => Scores])[] = [
  [3, taintScores],
  [2, nodeAffinityScores],
  [1, leastAllocatedScores],
  [2, spreadScores],
  [2, affinityScores],
  [1, balancedScores],
];

/**
 * What the default profile of the scheduler makes of each node that takes a pod. ImageLocality is left out: which images a node has is
 * not read, and what they weigh is little. Of equal nodes it takes any.
 */
export function nodeScores(of: Scored): readonly number[] {
  const told = plugins.map(([weight, scores]) => ({ weight, scores: scores(of) }));
  return of.fitting.map((_, index) =>
    told.reduce((sum, { weight, scores }) => sum + weight * (scores?.[index] ?? 0), 0),
  );
}
