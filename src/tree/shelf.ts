import { Slices } from './slices.ts';
import type { Tracked } from './tracked.ts';

/** The records of one kind, by namespace and uid. */
export class Shelf<T> {
  readonly #namespaces = new Map<string, Map<string, T>>();

  namespaces(): Iterable<string> {
    return this.#namespaces.keys();
  }

  in(namespace: string): Iterable<T> {
    return this.#namespaces.get(namespace)?.values() ?? [];
  }

  /**
   * A list takes the place of what was there, if `isWanted` still says so when it is sorted in: other work gets its turn before.
   * `namespace`: the one that was listed; undefined for all. Gives the namespaces that may have changed.
   */
  async replace(
    items: readonly Tracked<T>[],
    namespace: string | undefined,
    isWanted: () => boolean,
  ): Promise<ReadonlySet<string> | undefined> {
    const listed = new Map<string, Map<string, T>>();
    const slices = new Slices();
    for (const [index, item] of items.entries()) {
      put(listed, item);
      if (index % 200 === 199) await slices.pause();
    }
    if (!isWanted()) return undefined;
    const touched = new Set(listed.keys());
    for (const one of namespace === undefined ? [...this.#namespaces.keys()] : [namespace])
      if (this.#namespaces.delete(one)) touched.add(one);
    for (const [one, records] of listed) this.#namespaces.set(one, records);
    return touched;
  }

  clear(): void {
    this.#namespaces.clear();
  }

  apply(type: 'ADDED' | 'MODIFIED' | 'DELETED', item: Tracked<T>): void {
    if (type !== 'DELETED') {
      put(this.#namespaces, item);
      return;
    }
    const records = this.#namespaces.get(item.namespace);
    records?.delete(item.uid);
    if (records?.size === 0) this.#namespaces.delete(item.namespace);
  }
}

function put<T>(into: Map<string, Map<string, T>>, { namespace, uid, record }: Tracked<T>): void {
  const records = into.get(namespace);
  if (records === undefined) into.set(namespace, new Map([[uid, record]]));
  else records.set(uid, record);
}
