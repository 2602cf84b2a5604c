import fc from 'fast-check';
import type { RollingKind } from '../../../src/kube/revisions/rollingKind.ts';

/** What somebody does to a workload, one after the other. */
export type HistoryStep =
  /** Another template; the same number brings an earlier one back. With the cause that `kubectl annotate` would leave. */
  | { readonly do: 'release'; readonly version: number; readonly cause?: string }
  | { readonly do: 'annotate'; readonly cause: string }
  /** Deployments only. */
  | { readonly do: 'pause' | 'resume' }
  /** `kubectl rollout undo`, to the revision before or to the one that stands at this place in the list. */
  | { readonly do: 'undo'; readonly place?: number }
  /** StatefulSets only: pods below it stay as they are. */
  | { readonly do: 'partition'; readonly from: number }
  /** The ReplicaSet or ControllerRevision at this place is deleted by hand. */
  | { readonly do: 'lose'; readonly place: number };

/** A workload with a past: for judges of what is said of revisions, and of what becomes of them. */
export interface HistoryDraft {
  readonly kind: RollingKind;
  readonly replicas: number;
  readonly revisionHistoryLimit: number;
  readonly strategy: 'RollingUpdate' | 'other';
  readonly steps: readonly HistoryStep[];
}

const cause = fc.constantFrom('release 2', 'kubectl set image web=web:3', 'fix: the door', '部署 4', 'rollback of #7');
const place = fc.nat({ max: 4 });
const release = fc.record(
  { do: fc.constant('release' as const), version: fc.integer({ min: 1, max: 5 }), cause },
  { requiredKeys: ['do', 'version'] },
);
const undo = fc.record({ do: fc.constant('undo' as const), place }, { requiredKeys: ['do'] });
const annotate = fc.record({ do: fc.constant('annotate' as const), cause });
const lose = fc.record({ do: fc.constant('lose' as const), place });
const pause = fc.constantFrom({ do: 'pause' as const }, { do: 'resume' as const });
const partition = fc.record({ do: fc.constant('partition' as const), from: fc.nat({ max: 2 }) });

function steps(own: fc.Arbitrary<HistoryStep>): fc.Arbitrary<readonly HistoryStep[]> {
  const step = fc.oneof(
    { weight: 5, arbitrary: release },
    { weight: 2, arbitrary: undo },
    { weight: 1, arbitrary: annotate },
    { weight: 1, arbitrary: lose },
    { weight: 2, arbitrary: own },
  );
  return fc.array(step, { minLength: 1, maxLength: 7 });
}

function draftOf(kind: RollingKind, own: fc.Arbitrary<HistoryStep>): fc.Arbitrary<HistoryDraft> {
  return fc.record({
    kind: fc.constant(kind),
    replicas: fc.nat({ max: 2 }),
    revisionHistoryLimit: fc.integer({ min: 1, max: 4 }),
    strategy: fc.constantFrom('RollingUpdate' as const, 'RollingUpdate' as const, 'other' as const),
    steps: steps(own),
  });
}

const drafts = [draftOf('Deployment', pause), draftOf('StatefulSet', partition), draftOf('DaemonSet', annotate)];

/** The kinds in turn, so that a few cases have all three. */
export function historyDrafts(count: number, seed: number): readonly HistoryDraft[] {
  return Array.from({ length: count }, (_, index) => index).flatMap((index) =>
    fc.sample(drafts[index % drafts.length] ?? draftOf('Deployment', pause), { numRuns: 1, seed: seed + index }),
  );
}
