import type { Witness } from './availability.ts';
import type { RevisionHistory } from './history.ts';
import { countOf, partOf } from './objectParts.ts';

/**
 * A StatefulSet's status.currentRevision. It moves to another revision only once every pod is of that one and ready
 * (completeRollingUpdate in pkg/controller/statefulset/stateful_set_utils.go); the first one has it from the start, which tells nothing.
 * Where no pods are wanted that is true of none, and tells nothing either.
 */
export function currentRevisionWitness({ kind, owner, revisions }: RevisionHistory): Witness {
  const { currentRevision } = partOf(owner, 'status');
  const { replicas } = partOf(owner, 'spec');
  const made = revisions.map(({ createdAt }) => Date.parse(createdAt ?? ''));
  return ({ ref, createdAt }) => {
    if (kind !== 'StatefulSet' || ref.name !== currentRevision) return undefined;
    if (replicas !== undefined && countOf(replicas) === 0) return undefined;
    const isLater = made.some((at) => at < Date.parse(createdAt ?? ''));
    return isLater ? { state: 'yes', source: 'status.currentRevision' } : undefined;
  };
}
