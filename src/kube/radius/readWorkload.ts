import { apiVersionOf } from '../../core/kind.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { Cluster } from '../../core/ports.ts';
import type { WriteTarget } from '../../core/write.ts';
import { getOrNearest } from '../getOrNearest.ts';
import { controllerOf } from '../owners.ts';
import { workloadKinds, type Workload, type WorkloadKind } from '../rollouts/workload.ts';
import type { Labels } from '../selectors.ts';
import { wholeKind } from '../wholeKind.ts';
import { workloadNamesakes } from '../workloadNamesakes.ts';
import { managersOf } from './managers.ts';

/** A workload that is to be changed, as the server has it now. */
export interface ReadWorkload {
  readonly ref: ObjectRef;
  readonly target: WriteTarget;
  /** `shop/cart` */
  readonly path: string;
  readonly uid: string;
  /** 1 for a DaemonSet, which has no such field. */
  readonly replicas: number;
  /** Of its pods. */
  readonly labels: Labels;
  readonly controller?: ObjectRef;
  readonly managedBy: readonly string[];
  readonly workload: Workload;
}

export function isWorkloadKind(kind: string): kind is WorkloadKind {
  return Object.hasOwn(workloadKinds, kind);
}

/** @throws KubeError `not_found` with the nearest names. */
export async function readWorkload(
  cluster: Cluster,
  wanted: WorkloadKind,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  signal: AbortSignal,
): Promise<ReadWorkload> {
  const { kind, project } = workloadKinds[wanted];
  const object = await getOrNearest(cluster, wholeKind(kind), { namespace, name }, signal, workloadNamesakes);
  const workload = project(object);
  const { metadata, spec } = workload.object;
  const controller = controllerOf(workload.object);
  const replicas = workload.kind === 'DaemonSet' ? undefined : workload.object.spec?.replicas;
  const apiVersion = apiVersionOf(kind);
  return {
    ref: { apiVersion, kind: wanted, namespace, name },
    target: { apiVersion, kind: wanted, resource: kind.resource, namespace, name },
    path: `${namespace}/${name}`,
    uid: metadata?.uid ?? '',
    // The server fills in 1 where replicas is left out
    replicas: replicas ?? 1,
    labels: spec?.template?.metadata?.labels ?? {},
    ...(controller === undefined ? {} : { controller }),
    managedBy: managersOf(object),
    workload,
  };
}
