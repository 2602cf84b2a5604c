import type { NextCall } from '../../core/envelope.ts';
import type { Gap } from '../../core/gap.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { node as nodeKind } from '../../kube/kinds/node.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { assureExists } from '../../kube/assureExists.ts';
import { namespace as namespaceKind } from '../../kube/kinds/namespace.ts';
import { listAllowed } from '../../kube/listAllowed.ts';
import { paged, readCursor } from '../../kube/paging.ts';
import { podSummaries } from '../../kube/podSummary.ts';
import { assureNamespace, resolveNamespace } from '../../kube/resolveNamespace.ts';
import { isTroubled, judgePods, type JudgedPod } from '../../kube/judgedPod.ts';
import { podFilter } from './podFilter.ts';
import { ownerGroups, statusGroups, type StatusGroup } from './podGroups.ts';
import { podOrder } from './podOrder.ts';
import { podRow, type PodsData } from './podsData.ts';
import { podsHeadline } from './podsHeadline.ts';
import { podsInput, type PodsInput } from './podsInput.ts';
import { podsView } from './podsView.ts';

export const listKubernetesPods = defineTool({
  name: 'list_kubernetes_pods',
  group: 'resources',
  risk: 'read',
  title: label('List Pods'),
  icon: 'list-unordered',
  tags: ['pods', 'status'],
  modelDescription:
    'Shows which pods run, where, and how they do, the sick ones first, as kubectl get pods would. ' +
    'For a first look when something is down, restarting or stuck: CrashLoopBackOff, ImagePullBackOff, OOMKilled, Pending, Evicted, Terminating, not ready. ' +
    'Not for what one pod printed, use get_kubernetes_pod_logs.',
  userDescription: label('The pods of a namespace or of the whole cluster, the sick ones first.'),
  input: podsInput,
  reads: [
    { kind: podKind, verbs: ['list'] },
    { kind: namespaceKind, verbs: ['get', 'list'] },
    { kind: nodeKind, verbs: ['get', 'list'] },
  ],
  example: { question: 'Which pods of the shop are not well?', input: { namespace: 'shop' } },
  doing: ({ namespace }) =>
    resolveNamespace(namespace) === undefined
      ? label('Listing pods in all namespaces')
      : label('Listing pods in {0}', namespace ?? ''),
  run,
  present: (data, { page }) => podsView(data, page),
});

async function run(cluster: Cluster, asked: PodsInput, signal: AbortSignal): Promise<Outcome<PodsData>> {
  const { limit, cursor: cursorText, ...rest } = asked;
  const wanted = resolveNamespace(asked.namespace);
  const question = { tool: 'pods', ...rest, namespace: wanted, context: cluster.context };
  const cursor = readCursor(cursorText, question, 'pods');
  const filter = podFilter(asked);
  const query = {
    ...(wanted === undefined ? {} : { namespace: wanted }),
    ...(asked.labelSelector === undefined ? {} : { labelSelector: asked.labelSelector }),
    ...(filter.fieldSelector === undefined ? {} : { fieldSelector: filter.fieldSelector }),
  };
  const { items, namespace, gaps } = await listAllowed(cluster, podSummaries, query, signal);
  const emptyGaps = items.length > 0 ? [] : await whyEmpty(cluster, namespace, asked.node, signal);
  const allGaps = [...gaps, ...emptyGaps];
  const now = cluster.now();
  const judged = judgePods(items.filter(filter.keeps), items, now);
  const asOf = cursor?.asOf ?? now;
  const page = paged(judged, podOrder(asked.sort, asOf), { question, limit, cursor, asOf });
  const statuses = statusGroups(judged);
  const owners = ownerGroups(judged);
  const where = [namespace === undefined ? 'in all namespaces' : `in ${namespace}`, ...filter.words].join(' ');
  const base = {
    scope: { namespace: namespace ?? '*', kind: 'Pod' },
    findings: [],
    gaps: allGaps,
    page: page.info(page.rows.length),
  };
  const data: PodsData = {
    statuses,
    owners: owners.slice(0, 8),
    ownerCount: owners.length,
    pods: page.rows.map((row) => podRow(row, now)),
  };
  if (judged.length === 0)
    return { ...base, verdict: 'answered', headline: `No pods ${where}${filter.hint(items)}.`, data, next: [] };
  return {
    ...base,
    verdict: verdictOf(statuses, allGaps.length > 0),
    headline: podsHeadline(statuses, owners, where, allGaps.length > 0),
    data,
    next: nextCalls(page.rows),
    cuts: [
      { path: 'pods', keep: 10, page: page.info },
      { path: 'owners', keep: 3 },
      { path: 'statuses', keep: 8 },
      { path: 'pods', keep: 1, page: page.info },
    ],
  };
}

/** @throws KubeError `not_found` where the namespace or the node does not exist. */
async function whyEmpty(
  cluster: Cluster,
  namespace: string | undefined,
  node: string | undefined,
  signal: AbortSignal,
): Promise<readonly Gap[]> {
  const gaps = namespace === undefined ? [] : await assureNamespace(cluster, namespace, 'pods', signal);
  if (node === undefined) return gaps;
  return [...gaps, ...(await assureExists(cluster, nodeKind, { name: node, input: 'node', listed: 'pods' }, signal))];
}

function verdictOf(statuses: readonly StatusGroup[], isPartial: boolean): Outcome<PodsData>['verdict'] {
  const levels = new Set(statuses.map(({ level }) => level));
  if (levels.has('critical')) return 'broken';
  if (levels.has('warning')) return 'degraded';
  return isPartial ? 'unknown' : 'healthy';
}

/** For the worst pod of the page: the log before its restart, else its events. */
function nextCalls(rows: readonly JudgedPod[]): readonly NextCall[] {
  const sick = rows.find(({ level }) => level === 'critical') ?? rows.find(({ level }) => isTroubled(level));
  if (sick === undefined) return [];
  const { namespace, name, restarts } = sick.pod;
  const events = {
    tool: 'list_kubernetes_events',
    input: { kind: 'Pod', namespace, name },
    why: `what the cluster says about ${name}`,
  };
  if (restarts === 0) return [events];
  const why = `the log of ${name} before its last restart`;
  return [{ tool: 'get_kubernetes_pod_logs', input: { namespace, name, previous: true }, why }, events];
}
