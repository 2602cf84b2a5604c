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

  /** `namespace`: the one that was listed; undefined for all. Gives the namespaces that may have changed. */
  replace(items: readonly Tracked<T>[], namespace: string | undefined): ReadonlySet<string> {
    const touched = new Set<string>();
    for (const one of namespace === undefined ? [...this.#namespaces.keys()] : [namespace])
      if (this.#namespaces.delete(one)) touched.add(one);
    for (const item of items) {
      touched.add(item.namespace);
      this.#put(item);
    }
    return touched;
  }

  apply(type: 'ADDED' | 'MODIFIED' | 'DELETED', item: Tracked<T>): void {
    if (type !== 'DELETED') {
      this.#put(item);
      return;
    }
    const records = this.#namespaces.get(item.namespace);
    records?.delete(item.uid);
    if (records?.size === 0) this.#namespaces.delete(item.namespace);
  }

  #put({ namespace, uid, record }: Tracked<T>): void {
    const records = this.#namespaces.get(namespace);
    if (records === undefined) this.#namespaces.set(namespace, new Map([[uid, record]]));
    else records.set(uid, record);
  }
}
