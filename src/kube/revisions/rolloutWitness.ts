import { conditionOf } from '../conditions.ts';
import { condition } from '../metadata.ts';
import { listOf } from '../shape.ts';
import type { Witness } from './availability.ts';
import { currentRevision, isObserved, type RevisionHistory } from './history.ts';
import { countOf, partOf } from './objectParts.ts';

/** Reasons of a rollout that is under way, and has not been complete since it began. */
const underWay = new Set(['NewReplicaSetCreated', 'ReplicaSetUpdated']);

/** `ReplicaSet "web-5f" has successfully progressed.`, `Created new replica set "web-5f"` (progress.go and sync.go there) */
const namedSet = /replica ?set "(?<name>[^"]+)"/i;

/**
 * A Deployment's own word about its newest revision, condition Progressing. NewReplicaSetAvailable: every pod of it was available once,
 * whatever became of them (pkg/controller/deployment/progress.go); of no pods that is true too, and so it says nothing where none are
 * wanted. It is of the ReplicaSet that its message names, and stays as it was until the controller
 * has seen to the next one; a message that names none goes only as far as the counts beside it. What was rolled back to may have been available under its earlier number, so a rollout that is not done says nothing of it.
 */
export function rolloutWitness(history: RevisionHistory): Witness {
  const { kind, owner } = history;
  const current = currentRevision(history);
  const progressing = conditionOf(listOf(condition)(partOf(owner, 'status').conditions), 'Progressing');
  const { replicas } = partOf(owner, 'spec');
  const wanted = replicas === undefined ? 1 : countOf(replicas);
  const { updatedReplicas, availableReplicas } = partOf(owner, 'status');
  const isCounted = countOf(updatedReplicas) >= wanted && countOf(availableReplicas) >= wanted;
  return (revision) => {
    const { reason = '', message = '' } = progressing ?? {};
    if (kind !== 'Deployment' || revision !== current || !isObserved(history)) return undefined;
    const named = namedSet.exec(message)?.groups?.name;
    if (named !== undefined && named !== revision.ref.name) return undefined;
    const isSure = named !== undefined || message === '' || isCounted;
    if (reason === 'NewReplicaSetAvailable') return wanted > 0 && isSure ? { state: 'yes', source: reason } : undefined;
    if (revision.earlierNumbers.length > 0) return undefined;
    if (reason === 'ProgressDeadlineExceeded') return { state: 'no', source: reason };
    return underWay.has(reason) ? { state: 'no', source: `${reason}: its rollout is not done` } : undefined;
  };
}
