import { randomUUID } from 'node:crypto';
import { timeText } from '../../core/timeText.ts';
import { kindOfObject, storageName } from '../servedKinds.ts';
import { identified } from '../world/identity.ts';
import { namespaceObjects } from '../world/namespaceObjects.ts';
import type { Kit } from './kit.ts';
import { isEnding } from './owned.ts';

/**
 * What every namespace has is made in a new one, and again where somebody deletes it.
 * Source: kubernetes/pkg/controller/serviceaccount/serviceaccounts_controller.go, kubernetes/pkg/controller/certificates/rootcacertpublisher.
 */
export function stockNamespace({ store, now }: Kit, name: string): void {
  const namespace = store.get('namespaces', undefined, name);
  if (namespace === undefined || isEnding(namespace)) return;
  for (const written of namespaceObjects(namespace)) {
    const { metadata, ...object } = identified(written);
    const kind = kindOfObject(object.apiVersion, object.kind);
    if (kind === undefined || store.get(storageName(kind), name, metadata.name) !== undefined) continue;
    const born = { uid: randomUUID(), creationTimestamp: timeText(now()) };
    store.put(storageName(kind), { ...object, metadata: { ...metadata, ...born } });
  }
}
