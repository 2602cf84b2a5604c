import { conditionOf } from '../conditions.ts';
import { condition } from '../metadata.ts';
import { listOf } from '../shape.ts';
import type { Witness } from './availability.ts';
import { currentRevision, isObserved, type RevisionHistory } from './history.ts';
import { countOf, partOf } from './objectParts.ts';

/** Reasons of a rollout that is under way, and has not been complete since it began. */
const underWay = new Set(['NewReplicaSetCreated', 'ReplicaSetUpdated']);

/**
 * A Deployment's own word about its newest revision, condition Progressing. NewReplicaSetAvailable: every pod of it was available once,
 * whatever became of them (pkg/controller/deployment/progress.go); of no pods that is true too, and so it says nothing where none are
 * wanted. What was rolled back to may have been available under its earlier number, so a rollout that is not done says nothing of it.
 */
export function rolloutWitness(history: RevisionHistory): Witness {
  const { kind, owner } = history;
  const current = currentRevision(history);
  const progressing = conditionOf(listOf(condition)(partOf(owner, 'status').conditions), 'Progressing');
  const { replicas } = partOf(owner, 'spec');
  const wanted = replicas === undefined ? 1 : countOf(replicas);
  return (revision) => {
    const { reason = '' } = progressing ?? {};
    if (kind !== 'Deployment' || revision !== current || !isObserved(history)) return undefined;
    if (reason === 'NewReplicaSetAvailable') return wanted > 0 ? { state: 'yes', source: reason } : undefined;
    if (revision.earlierNumbers.length > 0) return undefined;
    if (reason === 'ProgressDeadlineExceeded') return { state: 'no', source: reason };
    return underWay.has(reason) ? { state: 'no', source: `${reason}: its rollout is not done` } : undefined;
  };
}
