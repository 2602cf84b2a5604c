import Type, { type Static } from 'typebox';
import { counted } from '../../core/counted.ts';
import type { NextCall } from '../../core/envelope.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { age } from '../../kube/age.ts';
import { csiNode } from '../../kube/kinds/csiNode.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { event } from '../../kube/kinds/event.ts';
import { job } from '../../kube/kinds/job.ts';
import { namespace as namespaceKind } from '../../kube/kinds/namespace.ts';
import { node } from '../../kube/kinds/node.ts';
import { persistentVolume } from '../../kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { storageClass } from '../../kube/kinds/storageClass.ts';
import { paged, readCursor } from '../../kube/paging.ts';
import { resolveNamespace } from '../../kube/resolveNamespace.ts';
import { waitedFor } from '../../kube/scheduling/waitsForNode.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { createReader } from '../../rules/reader.ts';
import { sinceAsked } from '../sinceAsked.ts';
import { judgePending, type PendingJudgement } from './pending/judgePending.ts';
import { refusedDeployments, refusedWorkloads } from './pending/notCreated.ts';
import type { PendingPods } from './pending/pendingData.ts';
import { pendingOrder, type PendingGroup } from './pending/pendingGroups.ts';
import { readForPlacing, readPending } from './pending/pendingReads.ts';
import { pendingView } from './pending/pendingView.ts';

const input = Type.Object(
  {
    ...inputs.namespace,
    ...inputs.labelSelector,
    ...inputs.since,
    ...inputs.limit,
    ...inputs.cursor,
    ...inputs.context,
  },
  closed,
);

export const getPendingKubernetesPods = defineTool({
  name: 'get_pending_kubernetes_pods',
  group: 'diagnostics',
  scenarios: ['unreachable'],
  risk: 'read',
  title: label('Find Pending Pods'),
  icon: 'clock',
  tags: ['pods', 'pending', 'scheduling'],
  modelDescription:
    'Finds out why pods get no node to run on, what each node says against them, and the smallest change that would let them start. ' +
    'For Pending, FailedScheduling, "0/3 nodes are available", Insufficient cpu or memory, untolerated taint, affinity, unbound volume, exceeded quota, scheduling gates. ' +
    'Not for pods that start and then fail, use get_failed_kubernetes_pods.',
  userDescription: label('Pods without a node: what each node says, and what would help.'),
  input,
  reads: [
    ...[pod, node, event, deployment, persistentVolumeClaim, persistentVolume, storageClass, csiNode].map(listed),
    { kind: namespaceKind, verbs: ['get', 'list'] },
    ...[replicaSet, statefulSet, daemonSet, job].map((kind) => ({ kind, verbs: ['get'] as const })),
  ],
  example: { question: 'Which pods cannot be placed, and what would help?', input: {} },
  doing: ({ namespace }) =>
    resolveNamespace(namespace) === undefined
      ? label('Looking for pending pods in all namespaces')
      : label('Looking for pending pods in {0}', namespace ?? ''),
  run,
  present: (data, { page }) => pendingView(data, page),
});

function listed<K>(kind: K): { readonly kind: K; readonly verbs: readonly ['list'] } {
  return { kind, verbs: ['list'] };
}

const shownFindings = 3;

const nobodyWaits: PendingJudgement = { groups: [], findings: [], gaps: [] };

async function run(cluster: Cluster, asked: Static<typeof input>, signal: AbortSignal): Promise<Outcome<PendingPods>> {
  const { limit, cursor: cursorText, ...rest } = asked;
  const wanted = resolveNamespace(asked.namespace);
  const question = { tool: 'pending', ...rest, namespace: wanted, context: cluster.context };
  const cursor = readCursor(cursorText, question, 'pods');
  const since = asked.since === undefined ? 0 : sinceAsked(asked.since, cluster.now(), 'list', 'pods');
  const reader = createReader(cluster, signal);
  const read = await readPending(cluster, reader, { namespace: wanted, labelSelector: asked.labelSelector }, signal);
  const asOf = cursor?.asOf ?? cluster.now();
  const pods = read.pods.filter((one) => (Date.parse(one.metadata?.creationTimestamp ?? '') || asOf) >= since);
  const ofDeployments = refusedDeployments(read.deployments);
  const [others, lists] = await Promise.all([
    refusedWorkloads(reader, read.refusals, ofDeployments),
    pods.length === 0 ? undefined : readForPlacing(reader, pods, read.namespace),
  ]);
  const judged =
    lists === undefined
      ? nobodyWaits
      : await judgePending(reader, pods, { namespace: read.namespace, asOf, signal, lists });
  const { groups } = judged;
  const page = paged(groups, pendingOrder, { question, limit, cursor, asOf });
  const gaps = mergeGaps(read.gaps, reader.gaps(), others.gaps, judged.gaps);
  const notCreated = [...ofDeployments, ...others.rows];
  const where = [
    read.namespace === undefined ? 'in all namespaces' : `in ${read.namespace}`,
    ...(asked.labelSelector === undefined ? [] : [`labelled ${asked.labelSelector}`]),
    ...(asked.since === undefined ? [] : [`created since ${asked.since}`]),
  ].join(' ');
  const data: PendingPods = {
    pending: pods.length,
    longestSeconds: Math.round(Math.max(0, ...pods.map((one) => waitedFor(one, asOf))) / 1000),
    groups: page.rows,
    notCreated,
  };
  return {
    scope: { namespace: read.namespace ?? '*', kind: 'Pod' },
    verdict: verdictOf(groups, notCreated.length > 0, gaps.length > 0),
    headline: headlineOf(data, groups, where, gaps.length > 0),
    findings: judged.findings.slice(0, shownFindings),
    data,
    gaps,
    next: nextCalls(groups),
    page: page.info(page.rows.length),
    cuts: [
      { path: 'groups', keep: 4, page: page.info },
      { path: 'notCreated', keep: 3 },
      { path: 'groups', keep: 1, page: page.info },
    ],
  };
}

function verdictOf(
  groups: readonly PendingGroup[],
  isRefused: boolean,
  isPartial: boolean,
): Outcome<PendingPods>['verdict'] {
  if (isRefused || groups.some(({ level }) => level === 'critical')) return 'broken';
  if (groups.some(({ level }) => level === 'warning')) return 'degraded';
  return isPartial ? 'unknown' : 'healthy';
}

function headlineOf(
  { pending, longestSeconds, notCreated }: PendingPods,
  groups: readonly PendingGroup[],
  where: string,
  isPartial: boolean,
): string {
  const [refused] = notCreated;
  const also =
    refused === undefined
      ? ''
      : `; ${counted(notCreated.length, 'workload')} may not create pods (${refused.namespace}/${nameOf(refused.owner)}: ${refused.refusedBy === 'quota' ? 'quota' : 'refused'})`;
  if (pending === 0)
    return `${isPartial ? 'No pod that waits for a node was found' : 'No pod waits for a node'} ${where}${also}.`;
  const [worst, ...others] = groups;
  const cause = worst === undefined ? '' : `: ${wordsOf(worst)}`;
  const more = others.length === 0 ? '' : `; and ${counted(others.length, 'other group')}`;
  return `${counted(pending, 'pod')} ${where} ${pending === 1 ? 'waits' : 'wait'} for a node, the longest for ${age(longestSeconds * 1000)}${cause}${more}${also}.`;
}

function wordsOf({ namespace, owner, names, pods, state, because, smallestChange, gates = [] }: PendingGroup): string {
  const who = owner === 'none' ? (names[0] ?? '') : nameOf(owner);
  const why =
    because.length === 0 ? [state, ...gates].join(' ') : because.map((one) => one.replaceAll('-', ' ')).join(', ');
  const help = smallestChange === undefined ? '' : ` (smallest change: ${smallestChange})`;
  return `${namespace}/${who} (${pods}), ${why}${help}`;
}

function nameOf(owner: string): string {
  return owner.slice(owner.indexOf('/') + 1);
}

function nextCalls(groups: readonly PendingGroup[]): readonly NextCall[] {
  const [worst] = groups.filter(({ level }) => level !== 'starting');
  const [name] = worst?.names ?? [];
  if (worst === undefined || name === undefined) return [];
  const { namespace, because, state } = worst;
  const timeline = {
    tool: 'get_resource_events_timeline',
    input: { kind: 'Pod', namespace, name },
    why: `since when ${name} waits, and what changed before`,
  };
  if (state === 'volume not bound')
    return [
      {
        tool: 'list_kubernetes_events',
        input: { kind: 'PersistentVolumeClaim', namespace },
        why: 'what its provisioner says of the claim',
      },
      timeline,
    ];
  const isShort = because.some((one) => /^(insufficient|extended|too-many|node-cordoned|no-nodes)/.test(one));
  return [
    ...(isShort
      ? [{ tool: 'list_kubernetes_nodes', input: {}, why: 'what the nodes have, and what is requested of it' }]
      : []),
    timeline,
  ];
}
