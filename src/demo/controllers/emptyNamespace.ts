import { isEnding } from './owned.ts';
import { objectsOf } from './collectGarbage.ts';
import type { Kit } from './kit.ts';
import { removeObject } from './removal.ts';

/** All that is in a namespace goes before it. Source: kubernetes/pkg/controller/namespace. */
export function emptyNamespace(kit: Kit, name: string): void {
  const { store } = kit;
  const namespace = store.get('namespaces', undefined, name);
  if (namespace === undefined || !isEnding(namespace)) return;
  for (const { object } of objectsOf(store, name)) if (!isEnding(object)) removeObject(kit, object, 'Background');
  if (objectsOf(store, name).length === 0) store.remove('namespaces', undefined, name);
}
