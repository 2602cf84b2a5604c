import type { JsonObject } from '../../../core/json.ts';
import { mapAt, textAt, type KubeObject } from '../../kubeObject.ts';
import { apiVersionOf, storageName, type ServedKind } from '../../servedKinds.ts';
import type { Store } from '../../store.ts';
import type { WriteOptions } from './writeOptions.ts';

/** What every write needs: where, of which kind, and how. */
export interface WriteContext {
  readonly store: Store;
  readonly kind: ServedKind;
  readonly options: WriteOptions;
}

/** The object as one of this kind and name, wherever it came from. */
export function objectOf(kind: ServedKind, object: JsonObject, name: string): KubeObject {
  const metadata = mapAt(object, 'metadata');
  return { ...object, apiVersion: apiVersionOf(kind), kind: kind.kind, metadata: { ...metadata, name } };
}

/** Kept, unless it is a trial. One that nothing holds any more after its deletion goes. */
export function kept({ store, kind, options }: WriteContext, object: KubeObject): KubeObject {
  if (options.dryRun) return object;
  if (isReleased(object)) {
    store.remove(storageName(kind), object.metadata.namespace, object.metadata.name);
    return object;
  }
  return store.put(storageName(kind), object);
}

/** Deleted, and neither a finalizer nor a grace period keeps it. A namespace is kept by what is in it. */
export function isReleased({ kind, metadata }: KubeObject): boolean {
  if (kind === 'Namespace') return false;
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = metadata;
  if (textAt({ deletionTimestamp }, 'deletionTimestamp') === undefined) return false;
  const isHeld = Array.isArray(finalizers) && finalizers.length > 0;
  return !isHeld && (deletionGracePeriodSeconds ?? 0) === 0;
}
