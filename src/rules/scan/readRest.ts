import type { Gap } from '../../core/gap.ts';
import type { Kind } from '../../core/kind.ts';
import type { AnyRule } from '../../core/rule.ts';
import { controllerSelector } from '../../kube/ingressControllers.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { pod } from '../../kube/kinds/pod.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import type { Reader } from '../reader.ts';
import { itemsOf, type Reading } from '../snapshot.ts';
import { readVolumes, waitingIn } from './forWaiting.ts';
import { listsOf, type ListsRead } from './listsRead.ts';
import { readNamed, type NamedRead } from './readNamed.ts';
import { secretsByName } from './secretsByName.ts';

export interface Rest {
  readonly named: NamedRead;
  /**
   * Pods of all namespaces: all where a pod waits for a node, else those of well-known ingress controllers. Undefined where they are
   * among the lists anyway.
   */
  readonly everywhere: Reading<readonly HasMetadata[]> | undefined;
  /** Those that were read before, and more. */
  readonly lists: ListsRead;
  readonly gaps: readonly Gap[];
}

const nothing: Reading<readonly HasMetadata[]> = { state: 'read', value: [] };

/** What is worth a request only where the lists hold something that it is about; all at the same time. */
export async function readRest(
  reader: Reader,
  rules: readonly AnyRule[],
  lists: ListsRead,
  asked: { readonly namespace: string | undefined; readonly now: number },
): Promise<Rest> {
  const { namespace } = asked;
  const waiting = waitingIn(lists, rules, asked);
  const [named, everywhere, volumes, secrets] = await Promise.all([
    readNamed(reader, lists),
    namespace === undefined ? undefined : podsEverywhere(reader, lists, namespace, waiting.length > 0),
    readVolumes(reader, rules, lists, waiting, namespace),
    secretsByName(reader, lists, namespace),
  ]);
  const gaps = everywhere?.state === 'unread' ? [everywhere.gap] : [];
  return { named, everywhere, lists: new Map([...lists, ...volumes, ...secrets]), gaps: [...named.gaps, ...gaps] };
}

async function podsEverywhere(
  reader: Reader,
  lists: ListsRead,
  namespace: string,
  isAnyWaiting: boolean,
): Promise<Reading<readonly HasMetadata[]>> {
  if (isAnyWaiting) return reader.list(pod, undefined);
  return itemsIn(lists, ingress, namespace).length > 0
    ? reader.search(pod, { labelSelector: controllerSelector })
    : nothing;
}

/** What was read of a kind, in one namespace or in all. */
export function itemsIn(
  lists: ListsRead,
  kind: Kind<HasMetadata>,
  namespace: string | undefined,
): readonly HasMetadata[] {
  const known = listsOf(lists, kind);
  if (known === undefined) return [];
  return namespace === undefined ? known.items() : itemsOf(known.within(namespace));
}
