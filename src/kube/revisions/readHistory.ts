import type { JsonObject } from '../../core/json.ts';
import type { Cluster, ObjectAddress } from '../../core/ports.ts';
import { getOrNearest } from '../getOrNearest.ts';
import { controllerRevision } from '../kinds/controllerRevision.ts';
import { labelSelector } from '../kinds/labelSelector.ts';
import { replicaSet } from '../kinds/replicaSet.ts';
import { refOf } from '../metadata.ts';
import { requirementsOf, selectorText } from '../selectors.ts';
import { wholeKind } from '../wholeKind.ts';
import { workloadNamesakes } from '../workloadNamesakes.ts';
import { controllerRevisions } from './controllerRevisions.ts';
import { deploymentRevisions } from './deploymentRevisions.ts';
import { historyOf, type RevisionHistory } from './history.ts';
import { metadataOf, partOf } from './objectParts.ts';
import { kindOfRolling, type RollingKind } from './rollingKind.ts';

/**
 * The history of one workload, in two reads: what its selector finds and its controller reference owns, as kubectl looks for it
 * (listReplicaSets, controlledHistory).
 * @throws KubeError where either cannot be read; `not_found` with near misses.
 */
export async function readHistory(
  cluster: Cluster,
  rolling: RollingKind,
  at: ObjectAddress,
  signal: AbortSignal,
): Promise<RevisionHistory> {
  const kind = kindOfRolling(rolling);
  const owner = await getOrNearest(cluster, wholeKind(kind), at, signal, workloadNamesakes);
  const keptIn = wholeKind(rolling === 'Deployment' ? replicaSet : controllerRevision);
  const { items } = await cluster.list(keptIn, { ...scopeOf(at), ...selectedBy(owner) }, signal);
  const owned = items.filter((one) => isOwnedBy(one, owner));
  const ref = refOf(kind, { metadata: metadataOf(owner) });
  return historyOf(
    rolling,
    ref,
    owner,
    rolling === 'Deployment' ? deploymentRevisions(owned) : controllerRevisions(owned),
  );
}

function scopeOf({ namespace }: ObjectAddress): { readonly namespace?: string } {
  return namespace === undefined ? {} : { namespace };
}

/** What a workload's selector finds; apps/v1 demands one. */
export function selectedBy(owner: JsonObject): { readonly labelSelector?: string } {
  const selector = labelSelector(partOf(owner, 'spec').selector);
  return selector === undefined ? {} : { labelSelector: selectorText(requirementsOf(selector)) };
}

/** metav1.IsControlledBy: by uid, since a name can be taken again. */
function isOwnedBy(object: JsonObject, owner: JsonObject): boolean {
  const { uid } = metadataOf(owner);
  const controller = metadataOf(object).ownerReferences?.find((one) => one.controller === true);
  return uid !== undefined && controller?.uid === uid;
}
