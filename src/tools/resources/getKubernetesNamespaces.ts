import type { Static } from 'typebox';
import type { NextCall } from '../../core/envelope.ts';
import type { Gap } from '../../core/gap.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { list } from '../../core/rule.ts';
import { defineTool } from '../../core/tool.ts';
import { namespace as namespaceKind, type Namespace } from '../../kube/kinds/namespace.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { resourceQuota, type ResourceQuota } from '../../kube/kinds/resourceQuota.ts';
import { listAllowed, type AllowedList } from '../../kube/listAllowed.ts';
import type { Kind } from '../../core/kind.ts';
import { refOf } from '../../kube/metadata.ts';
import { paged } from '../../kube/paging.ts';
import type { HealthLevel } from '../../kube/podHealth.ts';
import { podSummaries } from '../../kube/podSummary.ts';
import { judge, mergeGaps } from '../../rules/judge.ts';
import { namespaceRules } from '../../rules/namespace/index.ts';
import { createReader } from '../../rules/reader.ts';
import { withReading } from '../../rules/snapshot.ts';
import { isTroubled, judgePods, rankOf } from '../../kube/judgedPod.ts';
import { asFarAsRead, raised, verdictOf, worstByObject } from '../levels.ts';
import { levelOf, namespaceRow, noPods, podCounts, quotaUses, type NamespacesData } from './namespacesData.ts';
import { namespacesView } from './namespacesView.ts';
import { clusterListInput, objectList } from './objectList.ts';

/** Findings beyond these are counted: each row says how its namespace does. */
const shownFindings = 3;

export const getKubernetesNamespaces = defineTool({
  name: 'get_kubernetes_namespaces',
  group: 'resources',
  risk: 'read',
  title: label('List Namespaces'),
  icon: 'symbol-namespace',
  tags: ['namespaces', 'quota'],
  modelDescription:
    'Shows which namespaces there are and where in the cluster the trouble is, the worst first. ' +
    'For finding the namespace of a project or team, one stuck in Terminating, finalizers that hold it, quota nearly used up, Pod Security labels. ' +
    'Not for the pods of one namespace, use list_kubernetes_pods.',
  userDescription: label('The namespaces with their pods by health and their quotas, the worst first.'),
  input: clusterListInput,
  nameOf: namespaceKind,
  reads: [
    { kind: namespaceKind, verbs: ['list', 'get'] },
    { kind: pod, verbs: ['list'] },
    { kind: resourceQuota, verbs: ['list'] },
  ],
  example: { question: 'Which namespaces are there, and in which of them are pods in trouble?', input: {} },
  doing: () => label('Listing namespaces'),
  run,
  present: (data, { page }) => namespacesView(data, page),
});

interface Judged {
  readonly object: Namespace;
  readonly level: HealthLevel;
}

async function run(
  cluster: Cluster,
  asked: Static<typeof clusterListInput>,
  signal: AbortSignal,
): Promise<Outcome<NamespacesData>> {
  const [read, pods, quotas] = await Promise.all([
    objectList(cluster, namespaceKind, asked, signal, cluster.connection.namespace),
    allowed(cluster, podSummaries, signal),
    allowed<ResourceQuota>(cluster, resourceQuota, signal),
  ]);
  const { asOf } = read.request;
  const snapshot = withReading(createReader(cluster, signal).snapshot(undefined), list(namespaceKind, 'cluster'), {
    state: 'read',
    value: read.items,
  });
  const { findings, gaps } = await judge(namespaceRules, { ...snapshot, now: asOf });
  const worst = worstByObject(findings);
  const counts = podCounts(judgePods(pods.items, pods.items, asOf));
  const uses = quotaUses(quotas.items);
  const judged = read.items.map((object): Judged => ({
    object,
    level: raised(levelOf(object, counts.get(nameOf(object))), refOf(namespaceKind, object), worst),
  }));
  const page = paged(judged, orderOf, read.request);
  const allGaps = mergeGaps(read.gaps, pods.gaps, quotas.gaps, gaps);
  return {
    scope: { kind: 'Namespace', ...(asked.name === undefined ? {} : { name: asked.name }) },
    verdict: verdictOf(
      judged.map(({ level }) => level),
      allGaps.length > 0,
    ),
    headline: headline(judged, read.where, allGaps.length > 0),
    findings: findings.slice(0, shownFindings),
    data: {
      namespaces: page.rows.map(({ object, level }) => {
        const name = nameOf(object);
        const known = {
          pods: covers(pods, name) ? (counts.get(name) ?? noPods) : undefined,
          quotas: covers(quotas, name) ? (uses.get(name) ?? []) : undefined,
        };
        return namespaceRow(object, level, known, read.now);
      }),
      ...(findings.length > shownFindings ? { findingCount: findings.length } : {}),
    },
    gaps: allGaps,
    next: nextCalls(page.rows),
    page: page.info(page.rows.length),
    cuts: [
      { path: 'namespaces', keep: 5, page: page.info },
      { path: 'namespaces', keep: 1, page: page.info },
    ],
  };
}

interface Coverage<T> {
  readonly items: readonly T[];
  /** The only namespace that was read; undefined for all, `none` for nothing. */
  readonly namespace: string | undefined | typeof nothing;
  readonly gaps: readonly Gap[];
}

const nothing = Symbol('nothing read');

/** Pods and quotas are facts about namespaces: what may not be read is a gap, and an unknown in its rows. */
async function allowed<T>(cluster: Cluster, kind: Kind<T>, signal: AbortSignal): Promise<Coverage<T>> {
  try {
    const read: AllowedList<T> = await listAllowed(cluster, kind, {}, signal);
    return read;
  } catch (error) {
    if (!isKubeError(error) || error.facts.code === 'cancelled') throw error;
    return { items: [], namespace: nothing, gaps: [gapOf(error, `${kind.resource} in all namespaces`)] };
  }
}

function covers({ namespace }: Coverage<unknown>, name: string): boolean {
  return namespace === undefined || namespace === name;
}

function nameOf({ metadata }: Namespace): string {
  return metadata?.name ?? '';
}

function orderOf({ object, level }: Judged): readonly (string | number)[] {
  return [rankOf(level), nameOf(object), object.metadata?.uid ?? ''];
}

function headline(judged: readonly Judged[], where: string, isPartial: boolean): string {
  const all = [judged.length === 1 ? '1 namespace' : `${judged.length} namespaces`, where]
    .filter((text) => text !== '')
    .join(' ');
  const sick = judged.filter(({ level }) => isTroubled(level)).sort((a, b) => rankOf(a.level) - rankOf(b.level));
  const ending = judged.filter(({ object }) => object.metadata?.deletionTimestamp !== undefined).length;
  const terminating = ending === 0 ? '' : `, ${ending} Terminating`;
  if (sick.length === 0) return `${all}${terminating}; no trouble was found${asFarAsRead(isPartial)}.`;
  const names = sick.slice(0, 3).map(({ object }) => nameOf(object));
  const more = sick.length > names.length ? ` and ${sick.length - names.length} more` : '';
  return `${sick.length} of ${all} ${sick.length === 1 ? 'has' : 'have'} trouble: ${names.join(', ')}${more}${terminating}.`;
}

function nextCalls(rows: readonly Judged[]): readonly NextCall[] {
  const sick = rows.find(({ level }) => isTroubled(level));
  if (sick === undefined) return [];
  const namespace = nameOf(sick.object);
  return [{ tool: 'list_kubernetes_pods', input: { namespace }, why: `what is wrong in ${namespace}` }];
}
