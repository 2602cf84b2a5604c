import type { Block, GraphEdge, GraphNode } from '../../../core/blocks.ts';
import type { Finding } from '../../../core/finding.ts';
import { isSameObject } from '../../../core/objectRef.ts';
import { label, type Label } from '../../../core/label.ts';
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

const tones = { ok: 'good', broken: 'bad', unknown: 'quiet' } as const;

/** The chain as a picture, left to right, and as a table for those who do not see it. */
export function chainView(data: ChainData, findings: readonly Finding[]): readonly Block[] {
  return [
    ...(data.hops.length === 0 ? [] : [graph(data, findings), table(data)]),
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

function graph({ start, hops, podGroups, firstBrokenHop }: ChainData, findings: readonly Finding[]): Block {
  const nodes: GraphNode[] = [{ id: 'client', caption: label('Client'), title: start, state: 'ok', because: '' }];
  const edges: GraphEdge[] = [];
  let before = ['client'];
  for (const hop of hops) {
    const added =
      hop.hop === 'pods' && podGroups !== undefined
        ? podGroups.map((group, index) => podNode(hop, group, index))
        : [hopNode(hop, findings)];
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

function hopNode(hop: Hop, findings: readonly Finding[]): GraphNode {
  const about = findings.find(({ object }) => hop.object !== undefined && isSameObject(object, hop.object));
  const evidence = hop.state === 'ok' || about === undefined ? [] : about.evidence;
  return {
    id: hop.hop,
    caption: captions[hop.hop],
    title: hop.object?.name ?? hop.because,
    state: hop.state,
    because: hop.because,
    ...(hop.object === undefined ? {} : { object: hop.object }),
    ...(evidence.length === 0 ? {} : { evidence }),
  };
}

function podNode(hop: Hop, { status, ready, count, pods }: PodGroup, index: number): GraphNode {
  return {
    id: `pods-${index}`,
    caption: captions.pods,
    title: `${count} ${status}`,
    state: ready ? 'ok' : hop.state === 'unknown' ? 'unknown' : 'broken',
    because: pods.join(', '),
  };
}

function table({ hops }: ChainData): Block {
  return {
    type: 'table',
    title: label('Hops'),
    columns: [
      { label: label('Hop') },
      { label: label('Object') },
      { label: label('State') },
      { label: label('Because') },
    ],
    rows: hops.map(({ hop, object, state, because, networkPolicies }) => [
      hop,
      object === undefined ? '' : { text: object.name, object },
      { text: state, tone: tones[state] },
      networkPolicies === undefined ? because : `${because}; NetworkPolicies: ${networkPolicies.join(', ')}`,
    ]),
  };
}
