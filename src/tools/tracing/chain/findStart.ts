import type { Kind } from '../../../core/kind.ts';
import { KubeError } from '../../../core/kubeError.ts';
import { nearest } from '../../../core/nearest.ts';
import { resourceName } from '../../../core/kind.ts';
import { fieldIs } from '../../../kube/fieldSelectors.ts';
import { refersTo } from '../../../kube/gatewayRoutes.ts';
import { daemonSet } from '../../../kube/kinds/daemonSet.ts';
import { deployment } from '../../../kube/kinds/deployment.ts';
import { gateway } from '../../../kube/kinds/gateway.ts';
import { httpRoute } from '../../../kube/kinds/httpRoute.ts';
import { ingress } from '../../../kube/kinds/ingress.ts';
import { pod } from '../../../kube/kinds/pod.ts';
import { replicaSet } from '../../../kube/kinds/replicaSet.ts';
import { service } from '../../../kube/kinds/service.ts';
import { statefulSet } from '../../../kube/kinds/statefulSet.ts';
import { refOf, type HasMetadata } from '../../../kube/metadata.ts';
import type { Reader } from '../../../rules/reader.ts';
import { itemsOf } from '../../../rules/snapshot.ts';
import { dnsNamespace, readEntries, readGateways, type EntryLists } from './chainReads.ts';
import type { ChainQuestion, StartKind } from './chainQuestion.ts';
import type { Selection } from './chainSelection.ts';
import { entriesOfIngress, entriesOfRoute } from './entries.ts';
import { fromBackend, fromEntries, fromService, type ObjectLists, type Workload } from './selectByObject.ts';

type Choice = (lists: ObjectLists) => Selection;

/** An object of the wanted name, and how the chain goes on from it. */
interface Match {
  readonly kind: StartKind;
  readonly namespace: string;
  choose: Choice;
}

const workloadKinds = {
  Deployment: deployment,
  StatefulSet: statefulSet,
  DaemonSet: daemonSet,
  ReplicaSet: replicaSet,
} as const;

export type Found =
  | { readonly type: 'one'; readonly selection: Selection; readonly entries: EntryLists }
  | { readonly type: 'several'; readonly kind: StartKind; readonly namespaces: readonly string[] };

/**
 * The object that was named. With a namespace its lists are read, without one the name is looked for everywhere; of several kinds the
 * first in the order Service, Ingress, HTTPRoute, Deployment, Pod is taken.
 * @throws KubeError `not_found`, with the nearest names.
 */
export async function findStart(
  reader: Reader,
  question: ChainQuestion & { readonly target: { readonly by: 'name' } },
): Promise<Found> {
  const { target, namespace, port } = question;
  const [entries, matches, pods] = await Promise.all([
    readEntries(reader, namespace),
    matchesAmongBackends(reader, question),
    namespace === undefined ? undefined : reader.list(pod, namespace),
    target.kind === 'Gateway' ? readGateways(reader) : undefined,
  ]);
  const all = [
    ...matchesAmongEntries(entries, question),
    ...(await gatewayMatches(reader, question, entries)),
    ...matches,
  ];
  const kind =
    target.kind ??
    (['Service', 'Ingress', 'HTTPRoute', 'Deployment', 'Pod'] as const).find((one) =>
      all.some((match) => match.kind === one),
    );
  const ofKind = all.filter((match) => match.kind === kind);
  const [first] = ofKind;
  if (first === undefined || kind === undefined) throw await notFound(reader, question, entries);
  if (ofKind.length > 1) return { type: 'several', kind, namespaces: ofKind.map((match) => match.namespace).sort() };
  const lists = { ...listsOf(entries), pods: itemsOf(pods) };
  const selection = first.choose(lists);
  const notes = [
    ...(namespace === undefined ? [`found in namespace ${first.namespace}`] : []),
    ...(port !== undefined && isWayIn(kind)
      ? [`port ${port} left aside: the ${kind} itself says to which it leads`]
      : []),
  ];
  const note = notes.length === 0 ? {} : { note: notes.join('; ') };
  return { type: 'one', selection: { ...selection, ...note }, entries };

  function matchesAmongEntries(lists: EntryLists, { target: { name } }: typeof question): readonly Match[] {
    return [
      ...named(itemsOf(lists.services), name).map((found): Match =>
        match('Service', found, (all) => fromService(found, all, port)),
      ),
      ...named(itemsOf(lists.ingresses), name).map((found): Match =>
        match('Ingress', found, (all) => fromEntries(refOf(ingress, found), entriesOfIngress(found), all)),
      ),
      ...named(itemsOf(lists.routes), name).map((found): Match =>
        match('HTTPRoute', found, (all) => fromEntries(refOf(httpRoute, found), entriesOfRoute(found), all)),
      ),
    ];
  }
}

/** The input's port is that of a Service; these have backends with ports of their own. */
function isWayIn(kind: StartKind): boolean {
  return kind === 'Ingress' || kind === 'HTTPRoute' || kind === 'Gateway';
}

async function gatewayMatches(
  reader: Reader,
  { target, namespace }: ChainQuestion & { target: { by: 'name' } },
  entries: EntryLists,
): Promise<readonly Match[]> {
  if (target.kind !== 'Gateway') return [];
  const gateways = itemsOf(await readGateways(reader)).filter(
    ({ metadata }) => metadata?.name === target.name && (namespace === undefined || metadata.namespace === namespace),
  );
  return gateways.map((found) =>
    match('Gateway', found, (all) => {
      const routes = itemsOf(entries.routes).filter((route) =>
        (route.spec?.parentRefs ?? []).some((parent) => refersTo(route, parent, found)),
      );
      return fromEntries(refOf(gateway, found), routes.flatMap(entriesOfRoute), all);
    }),
  );
}

async function matchesAmongBackends(
  reader: Reader,
  { target, namespace, port }: ChainQuestion & { target: { by: 'name' } },
): Promise<readonly Match[]> {
  const { name, kind } = target;
  const workloads: readonly (keyof typeof workloadKinds)[] =
    kind === undefined ? ['Deployment'] : kind in workloadKinds ? [kind as keyof typeof workloadKinds] : [];
  const [pods, ...found] = await Promise.all([
    kind === undefined || kind === 'Pod' ? byName(reader, pod, namespace, name) : [],
    ...workloads.map(async (one) => ({
      one,
      objects: await byName<Workload>(reader, workloadKinds[one], namespace, name),
    })),
  ]);
  return [
    ...found.flatMap(({ one, objects }) =>
      objects.map((object) =>
        match(one, object, (lists) =>
          fromBackend(
            { ref: refOf(workloadKinds[one], object), labels: object.spec?.template?.metadata?.labels ?? {} },
            lists,
            port,
          ),
        ),
      ),
    ),
    ...pods.map((object) =>
      match('Pod', object, (lists) =>
        fromBackend({ ref: refOf(pod, object), labels: object.metadata?.labels ?? {}, pod: object }, lists, port),
      ),
    ),
  ];
}

/** With a namespace the list that is read anyway; without one the server narrows it to the name. */
async function byName<T extends HasMetadata>(
  reader: Reader,
  kind: Kind<T>,
  namespace: string | undefined,
  name: string,
): Promise<readonly T[]> {
  const reading =
    namespace === undefined
      ? await reader.search(kind, { fieldSelector: fieldIs('metadata.name', name) })
      : await reader.list(kind, namespace);
  return named(itemsOf(reading), name);
}

function named<T extends HasMetadata>(items: readonly T[], name: string): readonly T[] {
  return items.filter(({ metadata }) => metadata?.name === name);
}

function match(kind: StartKind, object: HasMetadata, choose: Choice): Match {
  return { kind, namespace: object.metadata?.namespace ?? '', choose };
}

export function listsOf(entries: EntryLists): Omit<ObjectLists, 'pods'> {
  return {
    services: itemsOf(entries.services),
    ingresses: itemsOf(entries.ingresses),
    routes: itemsOf(entries.routes),
  };
}

async function notFound(
  reader: Reader,
  { target, namespace }: ChainQuestion & { target: { by: 'name' } },
  entries: EntryLists,
): Promise<KubeError> {
  const { name, kind } = target;
  const kinds: Readonly<Record<StartKind, Kind<HasMetadata>>> = {
    Service: service,
    Ingress: ingress,
    HTTPRoute: httpRoute,
    Pod: pod,
    Gateway: gateway,
    ...workloadKinds,
  };
  // Where something could not be read, it cannot be said that there is nothing of that name.
  const sought = kind === undefined ? [service, ingress, httpRoute, deployment, pod] : [kinds[kind]];
  const failed = failureAmong(reader, sought, namespace);
  if (failed !== undefined) return failed;
  const looked = kinds[kind ?? 'Service'];
  const base = {
    code: 'not_found',
    operation: 'get',
    resource: resourceName(looked),
    name,
    ...(namespace === undefined ? {} : { namespace }),
  } as const;
  const what = kind ?? 'Service, Ingress, HTTPRoute, Deployment or Pod';
  const where = namespace === undefined ? 'any namespace' : `namespace ${namespace}`;
  const words = { detail: `there is no ${what} of that name in ${where}`, headline: `No ${what} ${name} in ${where}.` };
  if (namespace !== undefined) {
    const elsewhere = named(
      itemsOf(await reader.search(looked, { fieldSelector: fieldIs('metadata.name', name) })),
      name,
    );
    const namespaces = elsewhere.flatMap(({ metadata }) => metadata?.namespace ?? []);
    if (namespaces.length > 0)
      return new KubeError({ ...base, ...words, nearest: { input: 'namespace', names: namespaces.slice(0, 3) } });
  }
  const others = otherKindsOf(name, kind, entries);
  if (others.length > 0) {
    const headline = `No ${what} ${name} in ${where}; a ${others.join(' and a ')} has that name.`;
    return new KubeError({ ...base, ...words, headline, nearest: { input: 'kind', names: others } });
  }
  const candidates = [...itemsOf(entries.services), ...itemsOf(entries.ingresses), ...itemsOf(entries.routes)];
  const own = itemsOf(await reader.list(looked, namespace));
  const close = nearest(
    name,
    [...candidates, ...own].flatMap(({ metadata }) => metadata?.name ?? []),
  );
  return new KubeError({
    ...base,
    ...words,
    ...(close.length === 0 ? {} : { nearest: { input: 'name', names: close } }),
  });
}

/** Where a kind was asked for: the same name is no near miss, but the kind that has it is. */
function otherKindsOf(name: string, kind: StartKind | undefined, entries: EntryLists): readonly StartKind[] {
  if (kind === undefined) return [];
  const { services, ingresses, routes } = listsOf(entries);
  const found: readonly (readonly [StartKind, readonly HasMetadata[]])[] = [
    ['Service', services],
    ['Ingress', ingresses],
    ['HTTPRoute', routes],
  ];
  return found.filter(([one, items]) => one !== kind && named(items, name).length > 0).map(([one]) => one);
}

/** Why one of these kinds could not be read, if so. */
export function failureAmong(
  reader: Reader,
  kinds: readonly Kind<unknown>[],
  namespace: string | undefined,
): KubeError | undefined {
  const resources = kinds.map(resourceName);
  return reader.failures().find(
    ({ facts }) =>
      facts.resource !== undefined &&
      resources.includes(facts.resource) &&
      // The namespace of the cluster's DNS is read beside every chain: what fails there hides nothing elsewhere.
      (facts.namespace !== dnsNamespace || namespace === dnsNamespace),
  );
}
