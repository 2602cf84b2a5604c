import type { Gap } from '../../core/gap.ts';
import type { Kind } from '../../core/kind.ts';
import { controllerSelector } from '../../kube/ingressControllers.ts';
import { publishedAddresses } from '../../kube/ingresses.ts';
import { event } from '../../kube/kinds/event.ts';
import { ingress } from '../../kube/kinds/ingress.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { service, type Service } from '../../kube/kinds/service.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import type { Reader } from '../reader.ts';
import { itemsOf, type Reading } from '../snapshot.ts';
import { listsOf, type ListsRead } from './listsRead.ts';
import { readNamed, type NamedRead } from './readNamed.ts';

export interface Rest {
  readonly named: NamedRead;
  /** The warnings of Services that await an address. */
  readonly events: Reading<readonly HasMetadata[]>;
  /** The pods of well-known ingress controllers anywhere; undefined where all pods are there anyway. */
  readonly controllers: Reading<readonly HasMetadata[]> | undefined;
  readonly gaps: readonly Gap[];
}

const nothing: Reading<readonly HasMetadata[]> = { state: 'read', value: [] };

/** What is worth a request only where the lists hold something that it is about; all at the same time. */
export async function readRest(reader: Reader, lists: ListsRead, namespace: string | undefined): Promise<Rest> {
  const within = namespace === undefined ? {} : { namespace };
  const [named, events, controllers] = await Promise.all([
    readNamed(reader, lists),
    itemsIn(lists, service, namespace).some(awaitsAddress)
      ? reader.search(event, { ...within, fieldSelector: 'involvedObject.kind=Service,type=Warning' })
      : nothing,
    namespace === undefined
      ? undefined
      : itemsIn(lists, ingress, namespace).length > 0
        ? reader.search(pod, { labelSelector: controllerSelector })
        : nothing,
  ]);
  const gaps = [events, controllers].flatMap((reading) => (reading?.state === 'unread' ? [reading.gap] : []));
  return { named, events, controllers, gaps: [...named.gaps, ...gaps] };
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

function awaitsAddress(one: Service): boolean {
  return one.spec?.type === 'LoadBalancer' && publishedAddresses(one).length === 0;
}
