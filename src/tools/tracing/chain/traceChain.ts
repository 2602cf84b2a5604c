import type { Finding } from '../../../core/finding.ts';
import type { Gap } from '../../../core/gap.ts';
import { isKubeError } from '../../../core/kubeError.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Cluster } from '../../../core/ports.ts';
import { list } from '../../../core/rule.ts';
import { serviceNameOf } from '../../../kube/clusterNames.ts';
import { gateway, type Gateway } from '../../../kube/kinds/gateway.ts';
import { httpRoute } from '../../../kube/kinds/httpRoute.ts';
import { ingress } from '../../../kube/kinds/ingress.ts';
import { pod } from '../../../kube/kinds/pod.ts';
import { service } from '../../../kube/kinds/service.ts';
import { ingressClass } from '../../../kube/kinds/ingressClass.ts';
import { assureNamespace } from '../../../kube/resolveNamespace.ts';
import { mergeGaps } from '../../../rules/judge.ts';
import { createReader, type Reader } from '../../../rules/reader.ts';
import { itemsOf, type Reading } from '../../../rules/snapshot.ts';
import { backHops, isScaledToZero } from './backHops.ts';
import type { ChainData, Hop } from './chainData.ts';
import { chainFacts, type ChainFacts } from './chainFacts.ts';
import { chainHeadline } from './chainHeadline.ts';
import { chainNext } from './chainNext.ts';
import type { ChainQuestion } from './chainQuestion.ts';
import { readBack, readDeployments, readDns, readEntries, readGateways, type BackLists } from './chainReads.ts';
import type { Selection } from './chainSelection.ts';
import { failureAmong, findStart, listsOf, type Found } from './findStart.ts';
import { frontHops } from './frontHops.ts';
import { judgeChain } from './judgeChain.ts';
import { podGroups } from './podGroups.ts';
import { readRest } from './readRest.ts';
import { selectByHost } from './selectByHost.ts';

/**
 * Two waves of reads where the namespace is given (or follows from a name of the cluster), three where it must be found; at most 14
 * reads. @throws KubeError where nothing of that name is there, or where the reads that decide were refused.
 */
export async function traceChain(
  cluster: Cluster,
  asked: ChainQuestion,
  signal: AbortSignal,
): Promise<Outcome<ChainData>> {
  const reader = createReader(cluster, signal);
  const question = { ...asked, namespace: asked.namespace ?? namespaceInHost(asked) };
  const found = await start(cluster, reader, question, signal);
  if (found.type === 'several') return ambiguous(found, question);
  return follow(reader, found.selection);
}

/** `api.shop.svc…` names its namespace. */
function namespaceInHost({ target }: ChainQuestion): string | undefined {
  if (target.by !== 'host') return undefined;
  const inside = serviceNameOf(target.host);
  return inside?.qualified === true ? inside.namespace : undefined;
}

type Started = { readonly type: 'one'; readonly selection: Selection } | Extract<Found, { type: 'several' }>;

async function start(cluster: Cluster, reader: Reader, question: ChainQuestion, signal: AbortSignal): Promise<Started> {
  const { namespace } = question;
  try {
    return await find(reader, question);
  } catch (error) {
    if (!isKubeError(error)) throw error;
    // Who may not look everywhere can still look into the namespace of the context.
    if (error.facts.code === 'forbidden' && namespace === undefined)
      return find(reader, { ...question, namespace: cluster.connection.namespace });
    if (error.facts.code === 'not_found' && namespace !== undefined && isEmpty(reader, namespace))
      await assureNamespace(cluster, namespace, 'services', signal);
    throw error;
  }
}

/** An empty list comes back for a namespace that does not exist, too. */
function isEmpty(reader: Reader, namespace: string): boolean {
  const snapshot = reader.snapshot(namespace);
  return [list(service), list(pod)].every((need) => {
    const reading = snapshot.look(need);
    return reading?.state === 'read' && Array.isArray(reading.value) && reading.value.length === 0;
  });
}

async function find(reader: Reader, question: ChainQuestion): Promise<Started> {
  const { target, namespace } = question;
  const asking =
    target.by === 'name' ? findStart(reader, { ...question, target }) : findHost(reader, { ...question, target });
  // In the same wave what is needed whatever the answer; after the entries, whose lists of all namespaces serve these too.
  const [found] = await Promise.all([
    asking,
    readDns(reader),
    namespace === undefined ? undefined : readBack(reader, namespace),
    namespace === undefined || target.by === 'host' ? undefined : readDeployments(reader, namespace),
  ]);
  return found;
}

async function findHost(
  reader: Reader,
  question: ChainQuestion & { readonly target: { readonly by: 'host' } },
): Promise<Started> {
  const { namespace, port, target } = question;
  const [entries, gateways] = await Promise.all([readEntries(reader, namespace), readGateways(reader)]);
  try {
    const lists = { ...listsOf(entries), gateways: itemsOf(gateways) };
    return { type: 'one', selection: selectByHost(target, lists, { namespace, port }) };
  } catch (error) {
    // Where something could not be read, it cannot be said that nothing serves the host.
    throw failureAmong(reader, [service, ingress, httpRoute, gateway]) ?? error;
  }
}

async function follow(reader: Reader, selected: Selection): Promise<Outcome<ChainData>> {
  const back = await readBack(reader, selected.namespace);
  const selection = unreadService(selected, reader);
  const rest = await readRest(reader, selection, back);
  const gateways: Reading<readonly Gateway[]> =
    selection.entry?.type === 'route' ? await readGateways(reader) : { state: 'read', value: [] };
  const judgement = judgeChain(reader, selection, itemsOf(gateways), rest);
  const gaps = mergeGaps(reader.gaps(), judgement.gaps, rest.gaps);
  const classes = reader.snapshot(undefined).look(list(ingressClass));
  const facts = chainFacts(selection, judgement, back, gateways, { classesRead: classes?.state === 'read', gaps });
  return outcomeOf(facts, back, gaps);
}

/** A Service that is not in a list that could not be read is not known to be absent. */
function unreadService(selection: Selection, reader: Reader): Selection {
  const step = selection.service;
  if (step?.state !== 'absent') return selection;
  const isUnread = reader
    .gaps()
    .some(({ wanted }) => wanted.startsWith('services in') && wanted !== 'services in kube-system');
  return isUnread ? { ...selection, service: { ...step, state: 'unread' } } : selection;
}

function outcomeOf(facts: ChainFacts, back: BackLists, gaps: readonly Gap[]): Outcome<ChainData> {
  const { selection, judgement } = facts;
  const hops = [...frontHops(facts), ...backHops(facts)];
  const dns =
    selection.dns?.inside === true || hops.some(({ hop, state }) => hop === 'dns' && state === 'broken')
      ? judgement.dns
      : [];
  const findings = [...dns, ...judgement.findings];
  const firstBroken = hops.find(({ state }) => state === 'broken');
  const verdict = verdictOf(facts, hops, findings, gaps);
  const groups = hops.some(({ hop }) => hop === 'pods') ? podGroups(facts.pods) : [];
  const data: ChainData = {
    start: selection.start,
    ...(firstBroken === undefined ? {} : { firstBrokenHop: firstBroken.hop }),
    hops,
    ...(groups.length === 0 ? {} : { podGroups: groups }),
    ...(selection.candidates.length === 0 ? {} : { candidates: selection.candidates.slice(0, 10) }),
  };
  return {
    scope: selection.scope,
    verdict,
    headline: chainHeadline(facts, hops, verdict, { findings, gaps, neighbours: itemsOf(back.pods) }),
    findings,
    data,
    gaps,
    next: chainNext(facts, hops, findings),
    page: { total: 1, returned: 1 },
  };
}

/** Never healthy where something could not be read; a proved break is broken all the same. */
function verdictOf(facts: ChainFacts, hops: readonly Hop[], findings: readonly Finding[], gaps: readonly Gap[]) {
  const worst = new Set(findings.map(({ severity }) => severity));
  if (worst.has('critical') || hops.some(({ state }) => state === 'broken')) return 'broken';
  if (worst.has('warning') || isScaledToZero(facts)) return 'degraded';
  if (gaps.length > 0 || hops.some(({ hop, state }) => hop === 'service' && state === 'unknown')) return 'unknown';
  return 'healthy';
}

function ambiguous(
  { kind, namespaces }: Extract<Found, { type: 'several' }>,
  { target }: ChainQuestion,
): Outcome<ChainData> {
  const name = target.by === 'name' ? target.name : target.text;
  return {
    scope: { namespace: '*', kind, name },
    verdict: 'unknown',
    headline: `${namespaces.length} namespaces have a ${kind} ${name}: ${namespaces.slice(0, 5).join(', ')}. Name one.`,
    findings: [],
    data: {
      start: `${kind}/*/${name}`,
      hops: [],
      candidates: namespaces.slice(0, 10).map((one) => `${kind}/${one}/${name}`),
    },
    gaps: [],
    next: namespaces.slice(0, 3).map((namespace) => ({
      tool: 'trace_service_chain',
      input: { name, kind, namespace },
      why: `the ${kind} of that name in ${namespace}`,
    })),
    page: { total: namespaces.length, returned: Math.min(10, namespaces.length) },
  };
}
