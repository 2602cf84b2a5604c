import type { JsonObject } from '../../core/json.ts';
import { controllerRevision } from '../kinds/controllerRevision.ts';
import { refOf } from '../metadata.ts';
import { countOf, metadataOf, partOf } from './objectParts.ts';
import { changeCauseKey, type Revision } from './revision.ts';
import { templateOf } from './templateOf.ts';

/** On a pod: the revision that it was made of. */
export const podHashLabel = 'controller-revision-hash';

/**
 * A StatefulSet's or DaemonSet's revisions out of its own ControllerRevisions, by their numbers. Each holds a strategic merge patch
 * that replaces spec.template (getPatch in pkg/controller/statefulset and pkg/controller/daemon). A rollback gives the old one a
 * newer number and keeps no record of the one that it had.
 */
export function controllerRevisions(revisions: readonly JsonObject[]): readonly Revision[] {
  return revisions.map((one) => revisionOf(one)).sort((a, b) => a.number - b.number);
}

function revisionOf(object: JsonObject): Revision {
  const metadata = metadataOf(object);
  const annotations = metadata.annotations ?? {};
  const { creationTimestamp: createdAt } = metadata;
  const changeCause = annotations[changeCauseKey] ?? '';
  return {
    number: countOf(object.revision),
    ref: refOf(controllerRevision, { metadata }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(changeCause === '' ? {} : { changeCause }),
    template: templateOf(partOf(object, 'data')),
    annotations,
    earlierNumbers: [],
    // The pods of a DaemonSet carry the hash, those of a StatefulSet the name (newVersionedStatefulSetPod in stateful_set_utils.go)
    podHash: metadata.labels?.[podHashLabel] ?? metadata.name ?? '',
  };
}
