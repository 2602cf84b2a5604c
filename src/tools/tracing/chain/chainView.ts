import type { Block, GraphEdge, GraphNode } from '../../../core/blocks.ts';
import type { Finding } from '../../../core/finding.ts';
import { label, type Label } from '../../../core/label.ts';
import { isSameObject, type ObjectRef } from '../../../core/objectRef.ts';
import { pod } from '../../../kube/kinds/pod.ts';
import { refOf } from '../../../kube/metadata.ts';
import type { ChainData, Hop, HopName, PodGroup } from './chainData.ts';

const captions: Readonly<Record<HopName, Label>> = {
  dns: label('DNS name'),
  loadBalancer: label('Load balancer'),
  ingress: label('Ingress'),
  gateway: label('Gateway'),
  service: label('Service'),
  endpoints: label('Endpoints'),
  pods: label('Pods'),
  node: label('Node'),
};

/** The chain as a picture, left to right. `namespace`: of the pods, where no Service tells it. */
export function chainView(data: ChainData, findings: readonly Finding[], namespace?: string): readonly Block[] {
  return [
    ...(data.hops.length === 0 ? [] : [graph(data, findings, namespace)]),
    ...(data.candidates === undefined || data.candidates.length === 0
      ? []
      : [
          {
            type: 'facts' as const,
            title: label('Could also be meant'),
            facts: data.candidates.map((one) => ({ label: label('Candidate'), value: one })),
          },
        ]),
  ];
}

function graph(data: ChainData, findings: readonly Finding[], namespace: string | undefined): Block {
  const { start, hops, podGroups, firstBrokenHop } = data;
  const service = hops.find(({ hop }) => hop === 'service')?.object;
  const podNamespace = service?.namespace ?? namespace;
  const nodes: GraphNode[] = [
    { id: 'client', caption: label('Client'), title: 'a request', state: 'ok', because: `to ${start}` },
  ];
  const edges: GraphEdge[] = [];
  let before = ['client'];
  for (const hop of hops) {
    const added =
      hop.hop === 'pods' && podGroups !== undefined
        ? podGroups.map((group, index) => podNode(hop, group, index, findings, podNamespace))
        : [hopNode(hop, findings, hop.hop === firstBrokenHop)];
    nodes.push(...added);
    const text = hop.networkPolicies === undefined ? {} : { text: `NetworkPolicy ${hop.networkPolicies.join(', ')}` };
    for (const from of before) for (const { id } of added) edges.push({ from, to: id, ...text });
    before = added.map(({ id }) => id);
  }
  const marked = firstBrokenHop === 'pods' && podGroups !== undefined ? 'pods-0' : firstBrokenHop;
  return {
    type: 'graph',
    title: label('Service chain'),
    nodes,
    edges,
    ...(marked === undefined ? {} : { firstBroken: marked }),
  };
}

/**
 * A hop without an object is named by what is known of it, which then need not stand under it again. Where no finding is about the
 * first broken hop itself, the worst one explains it: endpoints are not ready because of their pods.
 */
function hopNode(hop: Hop, findings: readonly Finding[], firstBroken: boolean): GraphNode {
  const { object } = hop;
  const about =
    findings.find((one) => object !== undefined && isSameObject(one.object, object)) ??
    (firstBroken ? findings.find(({ severity }) => severity === 'critical') : undefined);
  const evidence = hop.state === 'ok' || about === undefined ? [] : about.evidence;
  return {
    id: hop.hop,
    caption: captions[hop.hop],
    title: object?.name ?? hop.because,
    state: hop.state,
    because: object === undefined ? '' : hop.because,
    ...(object === undefined ? {} : { object }),
    ...(evidence.length === 0 ? {} : { evidence }),
  };
}

function podNode(
  hop: Hop,
  { status, ready, count, pods }: PodGroup,
  index: number,
  findings: readonly Finding[],
  namespace: string | undefined,
): GraphNode {
  const objects = pods.map((name): ObjectRef =>
    refOf(pod, { metadata: namespace === undefined ? { name } : { name, namespace } }),
  );
  const evidence = findings
    .flatMap((finding) => finding.evidence)
    .filter(({ object }) => objects.some((one) => isSameObject(one, object)));
  const others = count - pods.length;
  return {
    id: `pods-${index}`,
    caption: captions.pods,
    title: `${count} ${status}`,
    state: ready ? 'ok' : hop.state === 'unknown' ? 'unknown' : 'broken',
    because: `${pods.join(', ')}${others > 0 ? ` and ${others} more` : ''}`,
    ...(objects.length === 1 && objects[0] !== undefined ? { object: objects[0] } : { objects }),
    ...(ready || evidence.length === 0 ? {} : { evidence }),
  };
}
