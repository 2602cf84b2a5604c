import type { KubeObject } from './kubeObject.ts';

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

export interface Change {
  readonly revision: number;
  readonly storage: string;
  readonly type: ChangeType;
  /** The new state; for DELETED the last one, at the revision of the deletion. */
  readonly object: KubeObject;
  /** The state before; undefined for ADDED. */
  readonly previous: KubeObject | undefined;
}

/** Changes that are remembered for watches and for lists that go on at an older state. */
const remembered = 1000;

/**
 * The objects, and the latest changes to them. Every write takes the next revision, as in etcd, and old states are read back by undoing
 * changes, so that a list in pages stays one picture. Reading is all that the API offers yet; `put` and `remove` are for the world's
 * loader and for controllers.
 */
export class Store {
  readonly #objects = new Map<string, Map<string, KubeObject>>();
  readonly #listeners = new Set<(change: Change) => void>();
  #changes: Change[] = [];
  #revision: number;
  #compacted: number;

  constructor(firstRevision = 1) {
    this.#revision = firstRevision;
    this.#compacted = firstRevision;
  }

  get revision(): number {
    return this.#revision;
  }

  /** The oldest revision from which watches and lists can still go on. */
  get compactedRevision(): number {
    return this.#compacted;
  }

  put(storage: string, object: KubeObject): KubeObject {
    const objects = this.#of(storage);
    const key = keyOf(object);
    const previous = objects.get(key);
    const stored = withRevision(object, ++this.#revision);
    objects.set(key, stored);
    this.#tell({
      revision: this.#revision,
      storage,
      type: previous === undefined ? 'ADDED' : 'MODIFIED',
      object: stored,
      previous,
    });
    return stored;
  }

  remove(storage: string, namespace: string | undefined, name: string): KubeObject | undefined {
    const objects = this.#of(storage);
    const key = storeKey(namespace, name);
    const previous = objects.get(key);
    if (previous === undefined) return undefined;
    objects.delete(key);
    const object = withRevision(previous, ++this.#revision);
    this.#tell({ revision: this.#revision, storage, type: 'DELETED', object, previous });
    return object;
  }

  get(storage: string, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.#of(storage).get(storeKey(namespace, name));
  }

  /**
   * The objects in the order of their keys (namespace, name) as they were at `revision`.
   * @throws RangeError when that state is forgotten.
   */
  list(storage: string, revision = this.#revision): readonly KubeObject[] {
    if (revision < this.#compacted) throw new RangeError(`revision ${revision} is compacted`);
    const objects = new Map(this.#of(storage));
    for (const change of this.#changes.toReversed()) {
      if (change.revision <= revision) break;
      if (change.storage !== storage) continue;
      if (change.previous === undefined) objects.delete(keyOf(change.object));
      else objects.set(keyOf(change.previous), change.previous);
    }
    return [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
  }

  /** Undefined when they are not all remembered any more. */
  changesSince(revision: number): readonly Change[] | undefined {
    return revision < this.#compacted ? undefined : this.#changes.filter((change) => change.revision > revision);
  }

  /** Calls `listener` for every change from now on; the answer ends that. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Forgets all changes up to now: what etcd's compaction does every five minutes. */
  compact(): void {
    this.#changes = [];
    this.#compacted = this.#revision;
  }

  #of(storage: string): Map<string, KubeObject> {
    let objects = this.#objects.get(storage);
    if (objects === undefined) this.#objects.set(storage, (objects = new Map<string, KubeObject>()));
    return objects;
  }

  #tell(change: Change): void {
    this.#changes.push(change);
    if (this.#changes.length > remembered) this.#compacted = this.#changes.shift()?.revision ?? this.#compacted;
    for (const listener of this.#listeners) listener(change);
  }
}

export function storeKey(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

export function keyOf({ metadata }: KubeObject): string {
  return storeKey(metadata.namespace, metadata.name);
}

function withRevision(object: KubeObject, revision: number): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
}
