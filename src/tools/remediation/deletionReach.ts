import type { Gap } from '../../core/gap.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { JsonObject } from '../../core/json.ts';
import type { BlastRadius } from '../../core/plan.ts';
import type { Cluster } from '../../core/ports.ts';
import type { Propagation } from '../../core/write.ts';
import { isFinished } from '../../kube/endpoints.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import type { Metadata } from '../../kube/metadata.ts';
import { controllerOf, workloadOf } from '../../kube/owners.ts';
import { deletionRadius } from '../../kube/radius/deletionRadius.ts';
import { dependentsOf, dependentTexts, type Dependent } from '../../kube/radius/dependents.ts';
import { isWorkloadKind } from '../../kube/radius/readWorkload.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { orphanTexts } from './orphanTexts.ts';
import { podLosses } from './podLosses.ts';

export interface Deleted {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly metadata: NonNullable<Metadata>;
  /** Whole, as the server sent it. */
  readonly object: JsonObject;
  readonly propagation: Propagation;
}

/** How far a deletion reaches: what goes with it, what that touches, and who makes it again. */
export interface DeletionReach {
  /** What the garbage collector deletes with it. */
  readonly goes: readonly Dependent[];
  /** What follows on `Deployment shop/cart goes`: `, and with it 1 ReplicaSet, 2 Pods`. */
  readonly effect: string;
  /** What makes another pod, or others, in place of what goes. */
  readonly maker?: ObjectRef;
  readonly radius: BlastRadius;
  readonly warnings: readonly string[];
  readonly gaps: readonly Gap[];
}

export async function deletionReach(cluster: Cluster, deleted: Deleted, signal: AbortSignal): Promise<DeletionReach> {
  const { kind, namespace, name, metadata, object, propagation } = deleted;
  const { uid } = metadata;
  const owned =
    namespace === undefined || uid === undefined
      ? { objects: [], gaps: [] }
      : await dependentsOf(cluster, { namespace, uid }, signal);
  const goes = propagation === 'Orphan' ? [] : owned.objects;
  const stays = propagation === 'Orphan' ? owned.objects.filter(({ isDirect }) => isDirect) : [];
  const pods = kind === 'Pod' ? [{ kind, uid }] : goes.filter((one) => one.kind === 'Pod');
  const controller = controllerOf({ metadata });
  const maker = makerOf(kind, object, controller);
  const hit =
    namespace === undefined || (pods.length === 0 && !isWorkloadKind(kind))
      ? { radius: owned.gaps.length === 0 ? untouched : {}, warnings: [], gaps: [] }
      : await deletionRadius(
          cluster,
          {
            namespace,
            object: { kind, name },
            uids: new Set(pods.flatMap((one) => one.uid ?? [])),
            ...(maker === undefined ? {} : { maker: nameOf(maker) }),
          },
          signal,
        );
  const isPod = kind === 'Pod';
  return {
    goes,
    effect: `${withIt(goes, stays)}${isPod && maker !== undefined ? `, and ${nameOf(maker)} makes another` : ''}`,
    ...(maker === undefined ? {} : { maker }),
    radius: {
      podsAdded: maker === undefined ? 0 : pods.length,
      podsRemoved: pods.length,
      ...hit.radius,
      dependents: [...dependentTexts(goes)],
    },
    warnings: [
      ...hit.warnings,
      ...orphanTexts(stays),
      ...(isPod ? podLosses(podKind.project(object), controller) : []),
      ...madeAgain(isPod, controller, maker),
    ],
    gaps: mergeGaps(owned.gaps, hit.gaps),
  };
}

/** No pod comes or goes, and nothing is scaled. */
const untouched = { disruptionBudget: null, autoscaler: null, quota: null };

/** Controllers of these kinds make another pod for one that is gone before its end. */
const replacing = new Set(['ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController', 'Job']);

function makerOf(kind: string, object: JsonObject, controller: ObjectRef | undefined): ObjectRef | undefined {
  if (controller === undefined) return undefined;
  if (kind === 'ReplicaSet')
    return controller.kind === 'Deployment' && replicaSet.project(object).spec?.replicas !== 0 ? controller : undefined;
  if (kind !== 'Pod' || !replacing.has(controller.kind)) return undefined;
  const pod = podKind.project(object);
  return isFinished(pod) ? undefined : workloadOf(pod);
}

function madeAgain(isPod: boolean, controller: ObjectRef | undefined, maker: ObjectRef | undefined): readonly string[] {
  if (controller === undefined || (isPod && (maker !== undefined || replacing.has(controller.kind)))) return [];
  const what = `${controller.kind} ${controller.name}`;
  if (maker !== undefined) return [`It belongs to ${what}, which makes it again.`];
  return controller.kind === 'Deployment'
    ? [`It keeps a revision of ${what}: an earlier one can then not be rolled back to.`]
    : [`It belongs to ${what}, which may make it again.`];
}

function withIt(goes: readonly Dependent[], stays: readonly Dependent[]): string {
  if (stays.length > 0) return `, and what it owns stays (${dependentTexts(stays).join(', ')})`;
  return goes.length === 0 ? '' : `, and with it ${dependentTexts(goes).join(', ')}`;
}

function nameOf({ kind, name }: ObjectRef): string {
  return `${kind} ${name}`;
}
