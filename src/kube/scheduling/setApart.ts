import type { Pod } from '../kinds/pod.ts';
import { wantsNode } from './matchesNode.ts';
import type { SchedulingCluster } from './schedulingCluster.ts';
import { taintText, untolerated } from './tolerates.ts';

/** Of control planes, by kubeadm and its kin. */
const controlPlane = /^node-role\.kubernetes\.io\/(?:control-plane|master)$/;

/** Set by controllers for what a node has or does: no purpose. */
const conditions = 'node.kubernetes.io/';

/**
 * The nodes that are not meant for a pod: those that its selector and affinity leave out; of the others a control plane's, and those of a
 * taint that at most half of them have and this pod does not tolerate. That they do not take it is as it should be; to change it is the
 * last that somebody would do. None where all would be.
 */
export function setApart(pod: Pod, { nodes }: SchedulingCluster): ReadonlySet<string> {
  const wanted = nodes.filter((node) => wantsNode(pod, node));
  const seen = (wanted.length > 0 ? wanted : nodes).map(({ name, node }) => ({
    name,
    taints: untolerated(node, pod.spec?.tolerations),
  }));
  const workers = seen.filter(({ taints }) => !taints.some(({ key = '' }) => controlPlane.test(key)));
  const carried = new Map<string, number>();
  for (const { taints } of workers)
    for (const taint of taints) carried.set(taintText(taint), (carried.get(taintText(taint)) ?? 0) + 1);
  const open = workers.filter(
    ({ taints }) =>
      !taints.some(
        (taint) =>
          taint.key?.startsWith(conditions) !== true && (carried.get(taintText(taint)) ?? 0) * 2 <= workers.length,
      ),
  );
  const own = open.length > 0 ? open : workers.length > 0 ? workers : seen;
  const names = new Set(own.map(({ name }) => name));
  return new Set(nodes.map(({ name }) => name).filter((name) => !names.has(name)));
}
