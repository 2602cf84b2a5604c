import type { Gap } from '../../core/gap.ts';
import { resourceName, type Kind } from '../../core/kind.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import type { Reading } from '../snapshot.ts';

type Items = readonly HasMetadata[];

/** What was read of one kind: everywhere at once, or in some namespaces. */
export class KindLists {
  readonly kind: Kind<HasMetadata>;
  /** The list of all namespaces, or of a kind that has none. */
  readonly everywhere: Reading<Items> | undefined;
  readonly #byNamespace: ReadonlyMap<string, Reading<Items>>;
  /** What could not be read of this kind. */
  readonly gap: Gap | undefined;

  constructor(
    kind: Kind<HasMetadata>,
    everywhere: Reading<Items> | undefined,
    byNamespace: ReadonlyMap<string, Reading<Items>>,
    gap: Gap | undefined,
  ) {
    this.kind = kind;
    this.everywhere = everywhere;
    this.#byNamespace = everywhere?.state === 'read' && kind.namespaced ? parted(everywhere.value) : byNamespace;
    this.gap = gap;
  }

  /** Always the same list for the same namespace, since rules remember by it. Undefined: nobody asked. */
  within(namespace: string): Reading<Items> | undefined {
    const known = this.#byNamespace.get(namespace);
    // Of many namespaces that may not be read one gap tells.
    if (known?.state === 'read' || (known !== undefined && this.everywhere === undefined)) return known;
    if (this.everywhere?.state === 'read') return none;
    return this.gap === undefined ? undefined : { state: 'unread', gap: this.gap };
  }

  /** The namespaces that hold some of it. */
  namespaces(): readonly string[] {
    return [...this.#byNamespace].flatMap(([name, reading]) =>
      reading.state === 'read' && reading.value.length > 0 ? [name] : [],
    );
  }

  /** The namespaces that it was read in, where it was read one by one. */
  namespacesRead(): readonly string[] {
    return [...this.#byNamespace].flatMap(([name, reading]) => (reading.state === 'read' ? [name] : []));
  }

  /** It may not be listed everywhere, and some namespaces could not be read. */
  get isRefused(): boolean {
    return this.everywhere?.state === 'unread' && this.everywhere.gap.because === 'forbidden' && this.gap !== undefined;
  }

  items(): Items {
    if (this.everywhere?.state === 'read') return this.everywhere.value;
    return [...this.#byNamespace.values()].flatMap((reading) => (reading.state === 'read' ? reading.value : []));
  }

  get isRead(): boolean {
    return [this.everywhere, ...this.#byNamespace.values()].some((reading) => reading?.state === 'read');
  }
}

/** By `resourceName`. */
export type ListsRead = ReadonlyMap<string, KindLists>;

export function listsOf(lists: ListsRead, kind: Kind<unknown>): KindLists | undefined {
  return lists.get(resourceName(kind));
}

const none: Reading<Items> = { state: 'read', value: [] };

function parted(items: Items): ReadonlyMap<string, Reading<Items>> {
  const parts = new Map<string, HasMetadata[]>();
  for (const item of items) {
    const namespace = item.metadata?.namespace ?? '';
    const part = parts.get(namespace);
    if (part === undefined) parts.set(namespace, [item]);
    else part.push(item);
  }
  return new Map([...parts].map(([namespace, value]) => [namespace, { state: 'read', value }]));
}
