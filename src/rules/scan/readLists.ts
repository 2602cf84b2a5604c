import { counted } from '../../core/counted.ts';
import type { Gap } from '../../core/gap.ts';
import { resourceName, type Kind } from '../../core/kind.ts';
import type { AnyRule } from '../../core/rule.ts';
import { endpointSlice } from '../../kube/kinds/endpointSlice.ts';
import { event } from '../../kube/kinds/event.ts';
import { lease } from '../../kube/kinds/lease.ts';
import { namespace as namespaceKind } from '../../kube/kinds/namespace.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { service } from '../../kube/kinds/service.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import { nodeLeaseNamespace } from '../../kube/nodeLeases.ts';
import type { Reader } from '../reader.ts';
import { itemsOf, type Reading } from '../snapshot.ts';
import { firstNeeds } from './forWaiting.ts';
import { dnsNamespace } from './ruleScope.ts';
import { KindLists, listsOf, type ListsRead } from './listsRead.ts';

type Items = readonly HasMetadata[];

/** The cluster's DNS is looked at whichever namespace is asked about. */
const dnsKinds = new Set<Kind<HasMetadata>>([service, endpointSlice]);

/** Where all namespaces may not be listed at once, they are asked one by one, and no more often than this for one scan. */
const maxRequestsByNamespace = 120;

export interface Asked {
  /** Undefined: all. */
  readonly namespace: string | undefined;
  /** Of the context: looked at first where not all may be listed. */
  readonly ownNamespace: string;
}

/**
 * The union of the lists that rules need, each once and all at the same time. Of leases only the kubelets' are read. The pods and the
 * events of all namespaces are not read for a scan of one; those pods, and volumes, come later if a pod waits for a node.
 */
export async function readLists(
  reader: Reader,
  rules: readonly AnyRule[],
  { namespace, ownNamespace }: Asked,
): Promise<ListsRead> {
  const wanted = firstNeeds(rules).filter(
    ({ kind, scope }) => !((kind === pod || kind === event) && scope === 'cluster' && namespace !== undefined),
  );
  const distinct = new Map(wanted.map((need) => [resourceName(need.kind), need]));
  const lists = new Map<string, KindLists>();
  await Promise.all(
    [...distinct.values()].map(async ({ kind, scope }) => {
      const place = placeOf(kind, scope, namespace);
      const places = place === undefined || !dnsKinds.has(kind) ? [place] : [...new Set([place, dnsNamespace])];
      const readings = await Promise.all(places.map((one) => reader.list(kind, one)));
      lists.set(resourceName(kind), kindLists(kind, places, readings));
    }),
  );
  if (namespace === undefined) await readOneByOne(reader, lists, ownNamespace);
  return lists;
}

function kindLists(
  kind: Kind<HasMetadata>,
  places: readonly (string | undefined)[],
  readings: readonly Reading<Items>[],
): KindLists {
  const everywhere = places[0] === undefined ? readings[0] : undefined;
  const byNamespace = new Map<string, Reading<Items>>();
  places.forEach((place, index) => {
    const reading = readings[index];
    if (place !== undefined && reading !== undefined) byNamespace.set(place, reading);
  });
  return new KindLists(kind, everywhere, byNamespace, readings[0]?.state === 'unread' ? readings[0].gap : undefined);
}

function placeOf(
  kind: Kind<unknown>,
  scope: 'namespace' | 'cluster',
  namespace: string | undefined,
): string | undefined {
  if (kind === lease) return nodeLeaseNamespace;
  return scope === 'cluster' || !kind.namespaced ? undefined : namespace;
}

/** For the kinds that may not be listed everywhere: the namespaces that are known, the own one first. */
async function readOneByOne(reader: Reader, lists: Map<string, KindLists>, ownNamespace: string): Promise<void> {
  const refused = [...lists.values()].filter(
    ({ kind, everywhere }) =>
      kind.namespaced && everywhere?.state === 'unread' && everywhere.gap.because === 'forbidden',
  );
  if (refused.length === 0) return;
  const namespaces = listsOf(lists, namespaceKind)?.everywhere;
  const known = itemsOf(namespaces).flatMap(({ metadata }) => metadata?.name ?? []);
  const others = known.filter((name) => name !== ownNamespace).sort();
  const all = [...(known.length === 0 || known.includes(ownNamespace) ? [ownNamespace] : []), ...others];
  const asked = all.slice(0, Math.max(1, Math.floor(maxRequestsByNamespace / refused.length)));
  await Promise.all(
    refused.map(async ({ kind, everywhere, gap }) => {
      const readings = new Map<string, Reading<Items>>();
      await Promise.all(asked.map(async (name) => readings.set(name, await reader.list(kind, name))));
      const read = asked.filter((name) => readings.get(name)?.state === 'read');
      const isWhole = namespaces?.state === 'read' && read.length === all.length;
      const rest = isWhole || gap === undefined ? undefined : restOf(kind, gap, read, all.length - asked.length);
      lists.set(resourceName(kind), new KindLists(kind, everywhere, readings, rest));
    }),
  );
}

const named = 3;

function restOf(kind: Kind<unknown>, gap: Gap, read: readonly string[], leftOut: number): Gap {
  const shown =
    read.length > named ? `${read.slice(0, named).join(', ')} and ${read.length - named} more` : read.join(', ');
  return {
    ...gap,
    wanted: read.length === 0 ? gap.wanted : `${resourceName(kind)} in namespaces other than ${shown}`,
    hint:
      leftOut === 0
        ? gap.hint
        : `${gap.hint}; ${counted(leftOut, 'namespace')} ${leftOut === 1 ? 'was' : 'were'} left out, since a scan asks at most ${maxRequestsByNamespace} times by namespace: scan one of them`,
  };
}
