import type { Cluster } from '../../core/ports.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { workloadOf } from '../../kube/owners.ts';
import { podOfName } from '../../kube/podOfName.ts';

export type PodFamily =
  | {
      readonly state: 'one';
      /** The pod that was named, or the worst of its workload. */
      readonly pod: Pod;
      /** `Deployment/cart`; absent for a pod that nobody manages. */
      readonly owner?: string;
      /** All of them where the name was a workload's; else the pod alone. */
      readonly pods: readonly Pod[];
    }
  | { readonly state: 'several'; readonly namespaces: readonly string[] };

/**
 * A pod by its name, or the pods of the workload of that name.
 * @throws KubeError `not_found` with near misses.
 */
export async function podFamily(
  cluster: Cluster,
  wanted: { readonly name: string; readonly namespace?: string },
  signal: AbortSignal,
): Promise<PodFamily> {
  const found = await podOfName(cluster, wanted, signal);
  if (found.state === 'several') return found;
  const { pod, workload } = found;
  const owner = workloadOf(pod);
  const named = owner === undefined ? {} : { owner: `${owner.kind}/${owner.name}` };
  if (workload === undefined) return { state: 'one', pod, pods: [pod], ...named };
  // Read just before by podOfName: from memory
  const { namespace = '' } = pod.metadata ?? {};
  const { items } = await cluster.list(podKind, { namespace }, signal);
  const names = new Set([pod.metadata?.name, ...found.others]);
  return { state: 'one', pod, pods: items.filter(({ metadata }) => names.has(metadata?.name)), ...named };
}
