import { counted } from '../../core/counted.ts';
import type { Witness } from './availability.ts';
import { currentRevision, type RevisionHistory } from './history.ts';

/** Pods of a ReplicaSet that are available now. Of the newest one all must be: some of them are a rollout that is not done. */
export function replicasWitness(history: RevisionHistory): Witness {
  const current = currentRevision(history);
  return (revision) => {
    const { wanted = 0, available = 0 } = revision.pods ?? {};
    const isSeen = available > 0 && (revision !== current || available >= wanted);
    return isSeen ? { state: 'yes', source: `${counted(available, 'pod')} available now` } : undefined;
  };
}
