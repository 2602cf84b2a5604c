import { resourceName, type Kind } from '../../core/kind.ts';
import type { AnyRule } from '../../core/rule.ts';
import { csiNode } from '../../kube/kinds/csiNode.ts';
import { node } from '../../kube/kinds/node.ts';
import { persistentVolume } from '../../kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { storageClass } from '../../kube/kinds/storageClass.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import { waitsForNode } from '../../kube/scheduling/waitsForNode.ts';
import { listNeeds, type ListNeed } from '../listNeeds.ts';
import type { Reader } from '../reader.ts';
import { itemsOf } from '../snapshot.ts';
import { KindLists, listsOf, type ListsRead } from './listsRead.ts';
import { isAboutScheduling } from './ruleScope.ts';

/** They concern the placing of pods that have claims. */
const storage = new Set<Kind<unknown>>([persistentVolumeClaim, persistentVolume, storageClass, csiNode]);

/** The lists of the first wave: all but those that matter only where a pod waits for a node. */
export function firstNeeds(rules: readonly AnyRule[]): readonly ListNeed[] {
  const others = new Set(listNeeds(rules.filter((rule) => !isAboutScheduling(rule))).map(({ kind }) => kind));
  return listNeeds(rules).filter(({ kind }) => others.has(kind) || !storage.has(kind));
}

/** The pods of a namespace (undefined: of all) whose placing can be judged. None where the nodes are not known. */
export function waitingIn(
  lists: ListsRead,
  rules: readonly AnyRule[],
  { namespace, now }: { readonly namespace: string | undefined; readonly now: number },
): readonly Pod[] {
  if (!rules.some(isAboutScheduling) || listsOf(lists, node)?.everywhere?.state !== 'read') return [];
  const pods = listsOf(lists, pod);
  const known: readonly Pod[] = namespace === undefined ? (pods?.items() ?? []) : itemsOf(pods?.within(namespace));
  return known.filter((one) => waitsForNode(one, now));
}

/** What is to be known of volumes, and is not among the lists yet, as far as one of these pods has claims. */
export async function readVolumes(
  reader: Reader,
  rules: readonly AnyRule[],
  lists: ListsRead,
  pods: readonly Pod[],
  namespace: string | undefined,
): Promise<ListsRead> {
  const hasClaims = pods.some(({ spec }) =>
    spec?.volumes?.some((volume) => volume.persistentVolumeClaim !== undefined || volume.ephemeral !== undefined),
  );
  const wanted = listNeeds(rules).filter(({ kind }) => storage.has(kind) && listsOf(lists, kind) === undefined);
  const read = await Promise.all((hasClaims ? wanted : []).map(({ kind }) => listed(reader, kind, namespace)));
  return new Map(read.map((one) => [resourceName(one.kind), one]));
}

async function listed(reader: Reader, kind: Kind<HasMetadata>, namespace: string | undefined): Promise<KindLists> {
  const place = kind.namespaced ? namespace : undefined;
  const reading = await reader.list(kind, place);
  const gap = reading.state === 'unread' ? reading.gap : undefined;
  return place === undefined
    ? new KindLists(kind, reading, new Map(), gap)
    : new KindLists(kind, undefined, new Map([[place, reading]]), gap);
}
