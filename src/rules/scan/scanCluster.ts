import type { Finding } from '../../core/finding.ts';
import type { Gap } from '../../core/gap.ts';
import { resourceName } from '../../core/kind.ts';
import { objectPath, type ObjectRef } from '../../core/objectRef.ts';
import type { Cluster } from '../../core/ports.ts';
import type { AnyRule } from '../../core/rule.ts';
import type { Looked, Scan } from '../../core/scan.ts';
import { gateway } from '../../kube/kinds/gateway.ts';
import { httpRoute, type HTTPRoute } from '../../kube/kinds/httpRoute.ts';
import { lease } from '../../kube/kinds/lease.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { assureNamespace } from '../../kube/resolveNamespace.ts';
import { mergeGaps } from '../judge.ts';
import { readNodeEvents } from '../nodeEvents.ts';
import { createReader } from '../reader.ts';
import { explained } from './explained.ts';
import { judgeWorld } from './judgeWorld.ts';
import type { ListsRead } from './listsRead.ts';
import { namespacesRead } from './namespacesRead.ts';
import { podsJudged } from './podsJudged.ts';
import { readLists } from './readLists.ts';
import { itemsIn, readRest, type Rest } from './readRest.ts';
import { dnsNamespace, isAboutDns, isOfCluster } from './ruleScope.ts';
import { Silences } from './silences.ts';
import { toldOnce } from './toldOnce.ts';
import { Turns } from './turns.ts';
import { unexplained } from './unexplained.ts';
import { worldOf } from './worlds.ts';

export type ScanOutcome = Pick<
  Scan,
  'findings' | 'unexplained' | 'gaps' | 'ran' | 'still' | 'looked' | 'namespaces' | 'only'
>;

interface Judgement {
  /** Undefined: the cluster, which has rules of its own. */
  readonly namespace: string | undefined;
  readonly rules: readonly AnyRule[];
  readonly about: (object: ObjectRef) => boolean;
}

const all = (): boolean => true;

/**
 * Runs the rules over one namespace (with the nodes, DNS and Gateways that it depends on) or over all: everything is read once, then
 * each namespace's world is judged by itself, and the cluster's once.
 * @throws KubeError where nothing at all could be read, or the namespace does not exist.
 */
export async function scanCluster(
  cluster: Cluster,
  rules: readonly AnyRule[],
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<ScanOutcome> {
  const reader = createReader(cluster, signal);
  const [first, ofNodes] = await Promise.all([
    readLists(reader, rules, { namespace, ownNamespace: cluster.connection.namespace }),
    namespace === undefined ? undefined : readNodeEvents(reader, rules),
  ]);
  const failure = reader.failure();
  if (failure !== undefined) throw failure;
  const doubts = await assured(cluster, first, namespace, signal);
  // One moment for what is read because of a pod's age and for the rules that judge by it
  const now = cluster.now();
  const rest = await readRest(reader, rules, first, { namespace, now });
  const { lists } = rest;
  const reads = { ...rest, now, nodeEvents: ofNodes, named: rest.named.of };

  const turns = new Turns(signal);
  const silences = new Silences();
  const findings: Finding[] = [];
  const broken: Gap[] = [];
  for (const { namespace: place, rules: own, about } of judgements(rules, lists, namespace)) {
    await turns.rest();
    const world = worldOf(reads, place);
    silences.note(own, world);
    const judged = await judgeWorld(own, world, turns, about);
    findings.push(...judged.findings);
    broken.push(...judged.broken);
  }
  const only = namespace === undefined ? namespacesRead(lists) : undefined;
  const pods = await podsJudged(itemsIn(lists, pod, namespace), now, turns);
  return {
    findings: await explained(await toldOnce(findings, pods, turns), rules, turns),
    unexplained: await unexplained(pods, findings, lists, turns),
    gaps: mergeGaps(
      doubts,
      reader.gaps().filter(({ because }) => because === 'expired'),
      [...lists.values()].flatMap(({ gap }) => gap ?? []),
      ofNodes?.state === 'unread' ? [ofNodes.gap] : [],
      rest.gaps,
      silences.gaps(),
      broken,
    ),
    ran: silences.ran(),
    still: silences.still(),
    looked: lookedAt(lists, rest),
    namespaces: namespace === undefined ? namespacesOf(lists).length : 1,
    ...(only === undefined ? {} : { only }),
  };
}

/** A namespace in which there is nothing may not exist: nothing found there would be no answer. */
async function assured(
  cluster: Cluster,
  lists: ListsRead,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<readonly Gap[]> {
  if (namespace === undefined) return [];
  const kinds = [...lists.values()].filter(({ kind }) => kind.namespaced);
  if (kinds.some(({ kind }) => itemsIn(lists, kind, namespace).length > 0)) return [];
  return assureNamespace(cluster, namespace, 'objects', signal);
}

function judgements(rules: readonly AnyRule[], lists: ListsRead, namespace: string | undefined): readonly Judgement[] {
  const ofCluster = rules.filter(isOfCluster);
  const ofNamespaces = rules.filter((rule) => !isOfCluster(rule));
  const about = namespace === undefined ? all : concerns(namespace, lists);
  const cluster: Judgement = { namespace: undefined, rules: ofCluster, about };
  if (namespace === undefined)
    return [cluster, ...namespacesOf(lists).map((name) => ({ namespace: name, rules: ofNamespaces, about: all }))];
  const dns: Judgement = { namespace: dnsNamespace, rules: rules.filter(isAboutDns), about: all };
  return namespace === dnsNamespace
    ? [cluster, { namespace, rules: ofNamespaces, about: all }]
    : [cluster, dns, { namespace, rules: ofNamespaces.filter((rule) => !isAboutDns(rule)), about: all }];
}

/** Of the cluster's objects: every node, the namespace itself, and the Gateways in it or that its routes refer to. */
function concerns(namespace: string, lists: ListsRead): (object: ObjectRef) => boolean {
  const routes: readonly HTTPRoute[] = itemsIn(lists, httpRoute, namespace);
  const parents = new Set(
    routes.flatMap(({ spec }) =>
      (spec?.parentRefs ?? []).map(({ name = '', namespace: place = namespace }) =>
        objectPath({ kind: gateway.kind, namespace: place, name }),
      ),
    ),
  );
  return (object) => {
    if (object.namespace !== undefined) return object.namespace === namespace || parents.has(objectPath(object));
    return object.kind !== 'Namespace' || object.name === namespace;
  };
}

/** Those that hold anything that rules look at. */
function namespacesOf(lists: ListsRead): readonly string[] {
  const holding = [...lists.values()].filter(({ kind }) => kind.namespaced && kind !== lease);
  return [...new Set(holding.flatMap((one) => one.namespaces()))].sort();
}

function lookedAt(lists: ListsRead, { named }: Rest): readonly Looked[] {
  const listed = [...lists.values()].map((one) => ({ resource: resourceName(one.kind), count: one.items().length }));
  const byName = [...named.counts].map(([resource, count]) => ({ resource, count }));
  const counts = new Map<string, number>();
  for (const { resource, count } of [...listed, ...byName]) counts.set(resource, (counts.get(resource) ?? 0) + count);
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([resource, count]) => ({ resource, count }))
    .sort((a, b) => b.count - a.count || a.resource.localeCompare(b.resource));
}
