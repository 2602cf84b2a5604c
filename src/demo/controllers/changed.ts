import type { JsonObject } from '../../core/json.ts';
import { deepEqual } from '../deepEqual.ts';
import { mapAt, numberAt, without, type KubeObject } from '../kubeObject.ts';
import type { Store } from '../store.ts';

/** Stores it where it differs from what is stored: what is the same is no change, and nobody is told of it. */
export function putChanged(store: Store, storage: string, object: KubeObject): KubeObject {
  const old = store.get(storage, object.metadata.namespace, object.metadata.name);
  const bare = (one: KubeObject): JsonObject => ({ ...one, metadata: without(one.metadata, 'resourceVersion') });
  return old !== undefined && deepEqual(bare(old), bare(object)) ? old : store.put(storage, object);
}

/** With another spec, and with its change counted. */
export function withSpec(object: KubeObject, spec: JsonObject): KubeObject {
  const generation = numberAt(object, 'metadata.generation') + 1;
  return { ...object, metadata: { ...object.metadata, generation }, spec: { ...mapAt(object, 'spec'), ...spec } };
}

export function withAnnotations(object: KubeObject, annotations: Readonly<Record<string, string>>): KubeObject {
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
  };
}
