import type { NextCall } from '../../core/envelope.ts';
import type { Finding } from '../../core/finding.ts';
import { label } from '../../core/label.ts';
import { isSameObject, type ObjectRef } from '../../core/objectRef.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { list } from '../../core/rule.ts';
import { defineTool } from '../../core/tool.ts';
import { endpointSlice } from '../../kube/kinds/endpointSlice.ts';
import { event } from '../../kube/kinds/event.ts';
import { httpRoute } from '../../kube/kinds/httpRoute.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { namespace as namespaceKind } from '../../kube/kinds/namespace.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { service, type Service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { paged } from '../../kube/paging.ts';
import type { HealthLevel } from '../../kube/podHealth.ts';
import { resolveNamespace } from '../../kube/resolveNamespace.ts';
import { selectorOf } from '../../kube/services.ts';
import { judge, mergeGaps } from '../../rules/judge.ts';
import { createReader } from '../../rules/reader.ts';
import { endpointsMissing } from '../../rules/service/endpointsMissing.ts';
import { externalNameInvalid } from '../../rules/service/externalNameInvalid.ts';
import { loadBalancerPending } from '../../rules/service/loadBalancerPending.ts';
import { noReadyEndpoints } from '../../rules/service/noReadyEndpoints.ts';
import { selectorMatchesNothing } from '../../rules/service/selectorMatchesNothing.ts';
import { someEndpointsNotReady } from '../../rules/service/someEndpointsNotReady.ts';
import { targetPortUnmatched } from '../../rules/service/targetPortUnmatched.ts';
import { itemsOf, withReading } from '../../rules/snapshot.ts';
import { isTroubled, rankOf } from '../../kube/judgedPod.ts';
import { judgeSuspects, worstFirst } from '../../rules/judgeSuspects.ts';
import { asFarAsRead, countedBy, raised, verdictOf, worstByObject } from '../levels.ts';
import { objectList, objectListInput, type ObjectListInput } from './objectList.ts';
import { countOf, endpointCounts, exposures, keyOf, serviceRow, type ServicesData } from './servicesData.ts';
import { servicesView } from './servicesView.ts';

/** Findings beyond these are counted: each row says how its Service does. */
const shownFindings = 3;

export const listKubernetesServices = defineTool({
  name: 'list_kubernetes_services',
  group: 'resources',
  risk: 'read',
  title: label('List Services'),
  icon: 'globe',
  tags: ['services', 'endpoints'],
  modelDescription:
    'Shows at which addresses and ports applications are offered, and how many pods stand behind each, the troubled ones first. ' +
    'For no endpoints, an address or port to look up, LoadBalancer pending, ClusterIP, NodePort, selectors, what is exposed to the outside. ' +
    'Not for why one of them does not answer, use trace_service_chain.',
  userDescription: label('The Services with their addresses and endpoints, the troubled ones first.'),
  input: objectListInput,
  nameOf: service,
  reads: [
    ...[service, endpointSlice, ingress, httpRoute, pod, event].map((kind) => ({ kind, verbs: ['list'] as const })),
    { kind: namespaceKind, verbs: ['get', 'list'] },
  ],
  example: { question: 'Which Services of the shop lead nowhere?', input: { namespace: 'shop' } },
  doing: ({ namespace }) =>
    resolveNamespace(namespace) === undefined
      ? label('Listing Services in all namespaces')
      : label('Listing Services in {0}', namespace ?? ''),
  run,
  present: (data, { page }) => servicesView(data, page),
});

interface Judged {
  readonly object: Service;
  readonly level: HealthLevel;
}

async function run(cluster: Cluster, asked: ObjectListInput, signal: AbortSignal): Promise<Outcome<ServicesData>> {
  const read = await objectList(cluster, service, asked, signal);
  const { namespace, request } = read;
  const reader = createReader(cluster, signal);
  const [slices, ingresses, routes] = await Promise.all([
    reader.list(endpointSlice, namespace),
    reader.list(ingress, namespace),
    reader.list(httpRoute, namespace),
  ]);
  const counts = slices.state === 'read' ? endpointCounts(slices.value) : undefined;
  const snapshot = withReading(reader.snapshot(namespace), list(service), { state: 'read', value: read.items });
  const around = { namespace, asOf: request.asOf };
  const [plain, byPods, pending] = await Promise.all([
    judge([endpointsMissing, externalNameInvalid], { ...snapshot, now: request.asOf }),
    judgeSuspects(
      reader,
      service,
      read.items.filter((one) => lacksEndpoints(one, counts)),
      [selectorMatchesNothing, targetPortUnmatched, noReadyEndpoints, someEndpointsNotReady],
      around,
    ),
    judgeSuspects(reader, service, read.items.filter(awaitsAddress), [loadBalancerPending], around),
  ]);
  const findings = worstFirst([...byPods.findings, ...pending.findings, ...plain.findings]);
  const worst = worstByObject(findings);
  const judged = read.items.map((object): Judged => ({ object, level: raised('ok', refOf(service, object), worst) }));
  const page = paged(judged, orderOf, request);
  const exposed = exposures(itemsOf(ingresses), itemsOf(routes));
  const gaps = mergeGaps(read.gaps, reader.gaps(), plain.gaps, byPods.gaps, pending.gaps);
  return {
    scope: { namespace: namespace ?? '*', kind: 'Service', ...(asked.name === undefined ? {} : { name: asked.name }) },
    verdict: verdictOf(
      judged.map(({ level }) => level),
      gaps.length > 0,
    ),
    headline: headline(judged, read.where, gaps.length > 0),
    findings: findings.slice(0, shownFindings),
    data: {
      types: countedBy(judged, ({ object }) => object.spec?.type ?? 'ClusterIP').map(({ key, rows }) => ({
        type: key,
        services: rows.length,
      })),
      services: page.rows.map(({ object, level }) =>
        serviceRow(
          object,
          level,
          counts === undefined ? undefined : countOf(object, counts),
          exposed.get(keyOf(object)) ?? new Set(),
          read.now,
        ),
      ),
      ...(findings.length > shownFindings ? { findingCount: findings.length } : {}),
    },
    gaps,
    next: nextCalls(findings),
    page: page.info(page.rows.length),
    cuts: [
      { path: 'services', keep: 5, page: page.info },
      { path: 'types', keep: 3 },
      { path: 'services', keep: 1, page: page.info },
    ],
  };
}

/** By its slices: none ready, some not ready, or a port that none of them carries; where they could not be read, every Service with a selector has to be looked at. */
function lacksEndpoints(one: Service, counts: ReturnType<typeof endpointCounts> | undefined): boolean {
  if (selectorOf(one) === undefined) return false;
  if (counts === undefined) return true;
  const { ready, notReady, ports } = countOf(one, counts);
  return ready === 0 || notReady > 0 || (one.spec?.ports ?? []).some(({ name = '' }) => !ports.has(name));
}

function awaitsAddress({ spec, status }: Service): boolean {
  return spec?.type === 'LoadBalancer' && (status?.loadBalancer?.ingress ?? []).length === 0;
}

function orderOf({ object, level }: Judged): readonly (string | number)[] {
  const { namespace = '', name = '', uid = '' } = object.metadata ?? {};
  return [rankOf(level), namespace, name, uid];
}

function headline(judged: readonly Judged[], where: string, isPartial: boolean): string {
  if (judged.length === 0) return `No Services ${where}.`;
  const sick = judged.filter(({ level }) => isTroubled(level));
  const all = judged.length === 1 ? '1 Service' : `${judged.length} Services`;
  if (sick.length === 0) return `${all} ${where}, none found in trouble${asFarAsRead(isPartial)}.`;
  const names = sick
    .toSorted((a, b) => rankOf(a.level) - rankOf(b.level))
    .slice(0, 3)
    .map(({ object }) => keyOf(object));
  const more = sick.length > names.length ? ` and ${sick.length - names.length} more` : '';
  return `${sick.length} of ${all} ${where} ${sick.length === 1 ? 'is' : 'are'} in trouble: ${names.join(', ')}${more}.`;
}

/** Into the first of each kind of trouble: what explains one Service rarely explains another that fails otherwise. */
function nextCalls(findings: readonly Finding[]): readonly NextCall[] {
  const firsts = new Map<string, ObjectRef>();
  for (const { rule, severity, object } of findings)
    if (severity !== 'info' && !firsts.has(rule) && ![...firsts.values()].some((one) => isSameObject(one, object)))
      firsts.set(rule, object);
  return [...firsts.values()].slice(0, 3).map(({ namespace = '', name }) => ({
    tool: 'trace_service_chain',
    input: { namespace, name },
    why: `where the way to ${name} breaks`,
  }));
}
