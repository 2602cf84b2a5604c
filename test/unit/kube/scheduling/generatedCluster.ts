import { node as nodeKind } from '../../../../src/kube/kinds/node.ts';
import { pod as podKind, type Pod } from '../../../../src/kube/kinds/pod.ts';
import { placedNodes } from '../../../../src/kube/scheduling/placedNode.ts';
import type { SchedulingCluster } from '../../../../src/kube/scheduling/schedulingCluster.ts';
import { host, type PodDraft, type SchedulingCase } from '../../../judge/scheduling/schedulingCase.ts';

/** The cases of the judge, made of plain objects alone: without the claims, which controllers would have bound. */
export function generatedCluster({ nodes, pods, candidate }: SchedulingCase): { cluster: SchedulingCluster; pod: Pod } {
  const made = nodes.map(({ labels, unschedulable, taints, allocatable }, seat) =>
    nodeKind.project({
      metadata: { name: `seat-${seat}`, labels: { ...labels, [host]: `seat-${seat}` } },
      spec: { unschedulable, taints },
      status: { allocatable },
    }),
  );
  const running = pods.map((draft, index) => podOf(`pod-${index}`, draft, { nodeName: `seat-${draft.seat}` }));
  const cluster = {
    nodes: placedNodes(made, running),
    namespaces: new Map([
      ['near', { kind: 'near' }],
      ['far', { kind: 'far' }],
    ]),
    storage: undefined,
  };
  return { cluster, pod: podOf('candidate', candidate, { volumes: [] }) };
}

function podOf(name: string, { namespace, labels, spec }: PodDraft, more: object): Pod {
  return podKind.project({ metadata: { name, namespace, labels }, spec: { ...spec, ...more } });
}
