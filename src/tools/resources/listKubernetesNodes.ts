import type { Static } from 'typebox';
import type { NextCall } from '../../core/envelope.ts';
import type { Gap } from '../../core/gap.ts';
import { label } from '../../core/label.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { list } from '../../core/rule.ts';
import { defineTool } from '../../core/tool.ts';
import { lease } from '../../kube/kinds/lease.ts';
import { laterState } from '../../kube/laterState.ts';
import { node, type Node } from '../../kube/kinds/node.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { leasesByNode, nodeLeaseNamespace } from '../../kube/nodeLeases.ts';
import { paged } from '../../kube/paging.ts';
import type { HealthLevel } from '../../kube/podHealth.ts';
import { podRequestsKind, type PodRequests } from '../../kube/podRequests.ts';
import { judge, mergeGaps } from '../../rules/judge.ts';
import { nodeRules } from '../../rules/node/index.ts';
import { createReader } from '../../rules/reader.ts';
import { itemsOf, withReading } from '../../rules/snapshot.ts';
import { isTroubled, rankOf } from '../../kube/judgedPod.ts';
import { countedBy, noneInTrouble, raised, verdictOf, worstByObject } from '../levels.ts';
import { loadByNode, nodeRow, nodeStatus, zoneOf, type NodesData } from './nodesData.ts';
import { nodesView } from './nodesView.ts';
import { clusterListInput, objectList } from './objectList.ts';

/** Findings beyond these are counted: each row says how its node does. */
const shownFindings = 3;

export const listKubernetesNodes = defineTool({
  name: 'list_kubernetes_nodes',
  group: 'resources',
  risk: 'read',
  title: label('List Nodes'),
  icon: 'server',
  tags: ['nodes', 'capacity'],
  modelDescription:
    'Shows the machines of the cluster, whether they are up, and how much of each is taken, the sick ones first. ' +
    'For NotReady, a server that is down, MemoryPressure, DiskPressure, cordoned or SchedulingDisabled, taints, kubelet versions, zones, is there room. ' +
    'Not for what runs on a node, use list_kubernetes_pods.',
  userDescription: label('The nodes with their condition and what is requested of them, the sick ones first.'),
  input: clusterListInput,
  nameOf: node,
  reads: [
    { kind: node, verbs: ['list'] },
    { kind: lease, verbs: ['list'] },
    { kind: pod, verbs: ['list'] },
  ],
  example: { question: 'Are the nodes well, and how much of them is taken?', input: {} },
  doing: () => label('Listing nodes'),
  run,
  present: (data, { page }) => nodesView(data, page),
});

interface Judged {
  readonly object: Node;
  readonly level: HealthLevel;
}

async function run(
  cluster: Cluster,
  asked: Static<typeof clusterListInput>,
  signal: AbortSignal,
): Promise<Outcome<NodesData>> {
  const reader = createReader(cluster, signal);
  const [read, leases, pods] = await Promise.all([
    objectList(cluster, node, asked, signal),
    reader.list(lease, nodeLeaseNamespace),
    readRequests(cluster, signal),
  ]);
  const snapshot = withReading(reader.snapshot(nodeLeaseNamespace), list(node, 'cluster'), {
    state: 'read',
    value: read.items,
  });
  const { findings, gaps } = await judge(nodeRules, { ...snapshot, now: read.request.asOf });
  const worst = worstByObject(findings);
  const judged = read.items.map((object): Judged => ({ object, level: raised('ok', refOf(node, object), worst) }));
  const page = paged(judged, orderOf, read.request);
  const loads = pods.items === undefined ? undefined : loadByNode(pods.items);
  const byNode = leasesByNode(itemsOf(leases));
  const statuses = counts(judged, ({ object }) => nodeStatus(object));
  const allGaps = mergeGaps(read.gaps, reader.gaps(), gaps, pods.gaps);
  const row = ({ object, level }: Judged) => {
    const name = object.metadata?.name ?? '';
    const load = loads === undefined ? undefined : (loads.get(name) ?? { cpu: 0, memory: 0, pods: 0 });
    return nodeRow(object, level, load, byNode.get(name), read.now);
  };
  return {
    scope: { kind: 'Node', ...(asked.name === undefined ? {} : { name: asked.name }) },
    verdict: verdictOf(
      judged.map(({ level }) => level),
      allGaps.length > 0,
    ),
    headline: headline(judged, statuses, read.where, allGaps.length > 0),
    findings: findings.slice(0, shownFindings),
    data: {
      statuses: statuses.map(({ key, count }) => ({ status: key, nodes: count })),
      versions: counts(judged, ({ object }) => object.status?.nodeInfo?.kubeletVersion ?? 'unknown')
        .slice(0, 5)
        .map(({ key, count }) => ({ version: key, nodes: count })),
      zones: counts(judged, ({ object }) => zoneOf(object) ?? 'none')
        .slice(0, 8)
        .map(({ key, count }) => ({ zone: key, nodes: count })),
      nodes: page.rows.map(row),
      ...(findings.length > shownFindings ? { findingCount: findings.length } : {}),
    },
    gaps: allGaps,
    next: nextCalls(page.rows),
    page: page.info(page.rows.length),
    cuts: [
      { path: 'nodes', keep: 5, page: page.info },
      { path: 'zones', keep: 3 },
      { path: 'versions', keep: 2 },
      { path: 'nodes', keep: 1, page: page.info },
    ],
  };
}

/** Pods decide nothing here: without them the nodes are judged all the same, and what is requested of them is a gap. */
async function readRequests(
  cluster: Cluster,
  signal: AbortSignal,
): Promise<{ readonly items: readonly PodRequests[] | undefined; readonly gaps: readonly Gap[] }> {
  try {
    const listing = await cluster.list(podRequestsKind, {}, signal);
    return { items: listing.items, gaps: laterState(podRequestsKind, undefined, listing) };
  } catch (error) {
    if (!isKubeError(error) || error.facts.code === 'cancelled') throw error;
    return { items: undefined, gaps: [gapOf(error, 'pods in all namespaces, for what they request')] };
  }
}

function orderOf({ object, level }: Judged): readonly (string | number)[] {
  const { name = '', uid = '' } = object.metadata ?? {};
  return [rankOf(level), name, uid];
}

function counts(judged: readonly Judged[], keyOf: (one: Judged) => string) {
  return countedBy(judged, keyOf).map(({ key, rows }) => ({ key, count: rows.length }));
}

function headline(
  judged: readonly Judged[],
  statuses: readonly { readonly key: string; readonly count: number }[],
  where: string,
  isPartial: boolean,
): string {
  const subject = (count: number): string =>
    [count === 1 ? '1 node' : `${count} nodes`, where].filter((text) => text !== '').join(' ');
  if (judged.length === 0) return `No nodes${where === '' ? '' : ` ${where}`}.`;
  const sick = judged.filter(({ level }) => isTroubled(level));
  const shown = statuses.slice(0, 4).map(({ key, count }) => `${count} ${key}`);
  if (sick.length === 0) return `${subject(judged.length)}, ${noneInTrouble(isPartial)}: ${shown.join(', ')}.`;
  const names = sick
    .toSorted((a, b) => rankOf(a.level) - rankOf(b.level))
    .slice(0, 3)
    .map(({ object }) => object.metadata?.name ?? '');
  const more = sick.length > names.length ? ` and ${sick.length - names.length} more` : '';
  return `${sick.length} of ${subject(judged.length)} ${sick.length === 1 ? 'is' : 'are'} in trouble: ${names.join(', ')}${more} (${shown.join(', ')}).`;
}

function nextCalls(rows: readonly Judged[]): readonly NextCall[] {
  const sick = rows.find(({ level }) => isTroubled(level));
  if (sick === undefined) return [];
  const name = sick.object.metadata?.name ?? '';
  return [
    { tool: 'list_kubernetes_pods', input: { node: name }, why: `the pods on ${name}` },
    { tool: 'list_kubernetes_events', input: { kind: 'Node', name }, why: `what the cluster says about ${name}` },
  ];
}
