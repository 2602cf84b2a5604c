import type { Effect } from '../../core/draft.ts';
import type { Cluster } from '../../core/ports.ts';
import { isTrue } from '../../kube/conditions.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { controllerOf } from '../../kube/owners.ts';
import { isWorkloadKind, readWorkload } from '../../kube/radius/readWorkload.ts';
import { podFault, type PodFault } from '../../kube/rollouts/podFault.ts';
import { troubleText } from '../../kube/rollouts/troubleText.ts';
import { whyUnready } from '../../kube/whyUnready.ts';
import { judgeSickPods } from '../../rules/sick/judgeSickPods.ts';
import { judgeWorkload } from '../../rules/sick/judgeWorkload.ts';
import type { SeenEffect } from './seenEffect.ts';
import { watchUntil } from './watchUntil.ts';

/** A fault has to stand for as long as the kubelet takes for its second try, in milliseconds. */
const standing = 12_000;

/**
 * Watches for the pod that a controller makes in the place of one that was evicted, until it is ready. Of a StatefulSet it has the
 * same name; of others it is the first that was made since.
 */
export async function followReplacement(
  cluster: Cluster,
  effect: Extract<Effect, { type: 'replacement' }>,
  timeout: number,
  signal: AbortSignal,
): Promise<SeenEffect> {
  const { object, controller } = effect;
  const { namespace = '', name } = object;
  // Creation times are whole seconds
  const since = cluster.now() - 2000;
  let faultSince: number | undefined;
  let last = notMade(cluster, effect);
  const seen = await watchUntil(
    cluster,
    podKind,
    { namespace },
    (pods): SeenEffect | undefined => {
      const next = replacementOf(pods, { name, since, controller });
      if (next === undefined) {
        last = notMade(cluster, effect);
        return undefined;
      }
      if (isTrue(next.status?.conditions, 'Ready'))
        return { settled: true, ready: 1, replacement: next.metadata?.name ?? '' };
      const fault = podFault(next);
      const isLasting = fault !== undefined && fault.gives !== 'never';
      faultSince = isLasting ? (faultSince ?? performance.now()) : undefined;
      const isFailed = faultSince !== undefined && performance.now() - faultSince > standing;
      last = notReady(cluster, next, fault, isFailed);
      return isFailed ? last : undefined;
    },
    timeout,
    signal,
  );
  return seen ?? last;
}

function notMade(
  cluster: Cluster,
  { object, controller }: Pick<Extract<Effect, { type: 'replacement' }>, 'object' | 'controller'>,
): SeenEffect {
  const { kind, namespace = '', name } = controller;
  return {
    settled: false,
    because: `${kind} ${name} has made no other pod yet`,
    unsettled: {
      severity: 'warning',
      object: controller,
      evidence: [{ object, path: 'metadata.uid', value: null }],
      async judge(reader, signal) {
        if (!isWorkloadKind(kind)) return { findings: [], gaps: [] };
        const { workload } = await readWorkload(cluster, kind, { namespace, name }, signal);
        return judgeWorkload(reader, workload, cluster.now());
      },
    },
  };
}

function notReady(cluster: Cluster, next: Pod, fault: PodFault | undefined, isFailed: boolean): SeenEffect {
  const object = refOf(podKind, next);
  const { path, value } = fault ?? whyUnready(next);
  return {
    settled: false,
    replacement: object.name,
    because: fault === undefined ? `pod ${object.name} is not ready yet` : troubleText({ pod: next, fault }),
    unsettled: {
      severity: isFailed ? 'critical' : 'warning',
      object,
      evidence: [{ object, path, value }],
      judge: (reader) => judgeSickPods(reader, [next], { namespace: object.namespace, asOf: cluster.now() }),
    },
  };
}

function replacementOf(
  pods: readonly Pod[],
  gone: {
    readonly name: string;
    readonly since: number;
    readonly controller: { readonly kind: string; readonly name: string };
  },
): Pod | undefined {
  return pods.find((pod) => {
    const owner = controllerOf(pod);
    const created = Date.parse(pod.metadata?.creationTimestamp ?? '');
    return (
      owner?.kind === gone.controller.kind &&
      owner.name === gone.controller.name &&
      pod.metadata?.deletionTimestamp === undefined &&
      created >= gone.since &&
      (gone.controller.kind !== 'StatefulSet' || pod.metadata?.name === gone.name)
    );
  });
}
