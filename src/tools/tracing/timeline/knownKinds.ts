import { groupVersion } from '../../../core/groupVersion.ts';
import type { Kind } from '../../../core/kind.ts';
import type { ObjectRef } from '../../../core/objectRef.ts';
import type { Cluster } from '../../../core/ports.ts';
import { readDiscovery } from '../../../kube/discovery.ts';
import { isKindWord } from '../../../kube/kindWord.ts';
import { configMap } from '../../../kube/kinds/configMap.ts';
import { cronJob } from '../../../kube/kinds/cronJob.ts';
import { daemonSet } from '../../../kube/kinds/daemonSet.ts';
import { deployment } from '../../../kube/kinds/deployment.ts';
import { horizontalPodAutoscaler } from '../../../kube/kinds/horizontalPodAutoscaler.ts';
import { ingress } from '../../../kube/kinds/ingress.ts';
import { job } from '../../../kube/kinds/job.ts';
import { node } from '../../../kube/kinds/node.ts';
import { persistentVolume } from '../../../kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim } from '../../../kube/kinds/persistentVolumeClaim.ts';
import { pod } from '../../../kube/kinds/pod.ts';
import { replicaSet } from '../../../kube/kinds/replicaSet.ts';
import { service } from '../../../kube/kinds/service.ts';
import { statefulSet } from '../../../kube/kinds/statefulSet.ts';
import { dynamicKind, resolveKind } from '../../../kube/resolveKind.ts';

const known: readonly Kind<unknown>[] = [
  pod,
  deployment,
  replicaSet,
  statefulSet,
  daemonSet,
  job,
  cronJob,
  service,
  node,
  persistentVolumeClaim,
  persistentVolume,
  horizontalPodAutoscaler,
  ingress,
  configMap,
];

/**
 * The kind that a word names. The ones that people ask for most need no discovery, which would be a wave of its own.
 * @throws KubeError `not_found` with the nearest kinds.
 */
export async function kindOfWord(cluster: Cluster, word: string, signal: AbortSignal): Promise<Kind<unknown>> {
  const builtIn = known.find(({ kind }) => isKindWord(word, kind));
  return builtIn ?? dynamicKind(resolveKind(await readDiscovery(cluster, signal), { kind: word }).resource);
}

/** The kind of an owner or a scale target; undefined where it is not one that is built in. */
export function kindOfRef({ apiVersion, kind }: Pick<ObjectRef, 'apiVersion' | 'kind'>): Kind<unknown> | undefined {
  const { group } = groupVersion(apiVersion);
  return known.find((one) => one.kind === kind && one.group === group);
}
