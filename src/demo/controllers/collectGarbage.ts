import type { JsonObject } from '../../core/json.ts';
import { isReleased } from '../api/write/writeContext.ts';
import { listAt, without, type KubeObject } from '../kubeObject.ts';
import { servedKinds, storageName } from '../servedKinds.ts';
import type { Store } from '../store.ts';
import { isEnding } from './owned.ts';
import type { Kit } from './kit.ts';
import { removeObject } from './removal.ts';

/**
 * What belongs to an object that goes: deleted after it (the usual way), before it (`foregroundDeletion`), or let go (`orphan`).
 * Source: kubernetes/pkg/controller/garbagecollector. `uid` is the owner's.
 */
export function collectGarbage(kit: Kit, uid: string): void {
  const { store } = kit;
  const everything = objectsOf(store);
  const owner = everything.find(({ object }) => object.metadata.uid === uid);
  const dependents = everything.filter(({ object }) => refersTo(object, uid));
  if (owner === undefined) {
    for (const dependent of dependents) {
      const others = (dependent.object.metadata.ownerReferences ?? []).filter((one) => one.uid !== uid);
      const isKept = others.some((other) => everything.some(({ object }) => object.metadata.uid === other.uid));
      if (isKept) letGo(store, dependent, uid);
      else if (!isEnding(dependent.object)) removeObject(kit, dependent.object, 'Background');
    }
    return;
  }
  if (!isEnding(owner.object)) return;
  const finalizers = listAt(owner.object, 'metadata.finalizers');
  if (finalizers.includes('orphan')) {
    for (const dependent of dependents) letGo(store, dependent, uid);
    release(store, owner, 'orphan');
  } else if (finalizers.includes('foregroundDeletion')) {
    for (const { object } of dependents) if (!isEnding(object)) removeObject(kit, object, 'Foreground');
    const left = objectsOf(store).some(({ object }) =>
      object.metadata.ownerReferences?.some((one) => one.uid === uid && one.blockOwnerDeletion === true),
    );
    if (!left) release(store, owner, 'foregroundDeletion');
  }
}

interface Stored {
  readonly storage: string;
  readonly object: KubeObject;
}

export function objectsOf(store: Store, namespace?: string): readonly Stored[] {
  return servedKinds
    .filter(({ storedAs, verbs }) => storedAs === undefined && verbs.includes('watch'))
    .flatMap((kind) => {
      const storage = storageName(kind);
      return store.list(storage).map((object) => ({ storage, object }));
    })
    .filter(({ object }) => namespace === undefined || object.metadata.namespace === namespace);
}

function refersTo({ metadata }: KubeObject, uid: string): boolean {
  return metadata.ownerReferences?.some((one) => one.uid === uid) === true;
}

function letGo(store: Store, { storage, object }: Stored, uid: string): void {
  const ownerReferences = (object.metadata.ownerReferences ?? []).filter((one) => one.uid !== uid);
  store.put(storage, { ...object, metadata: withList(object, 'ownerReferences', ownerReferences) });
}

function release(store: Store, { storage, object }: Stored, finalizer: string): void {
  const finalizers = listAt(object, 'metadata.finalizers').filter((one) => one !== finalizer);
  const freed: KubeObject = { ...object, metadata: withList(object, 'finalizers', finalizers) };
  if (isReleased(freed)) store.remove(storage, object.metadata.namespace, object.metadata.name);
  else store.put(storage, freed);
}

function withList({ metadata }: KubeObject, field: string, list: JsonObject[string][]): KubeObject['metadata'] {
  const { name } = metadata;
  return {
    ...without(metadata, field),
    name,
    ...(list.length === 0 ? {} : { [field]: list.filter((one) => one !== undefined) }),
  };
}
