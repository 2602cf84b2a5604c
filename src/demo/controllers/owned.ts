import { labelSelector } from '../../kube/kinds/labelSelector.ts';
import { matches, requirementsOf } from '../../kube/selectors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { listAt, textAt, textMapAt, valueAt, type KubeObject, type OwnerReference } from '../kubeObject.ts';
import type { Store } from '../store.ts';

/** The one that looks after it. */
export function controllerOf(object: JsonObject): OwnerReference | undefined {
  return listAt(object, 'metadata.ownerReferences')
    .filter(isReference)
    .find(({ controller }) => controller === true);
}

function isReference(value: Json): value is OwnerReference {
  return ['apiVersion', 'kind', 'name', 'uid'].every((field) => textAt(value, field) !== undefined);
}

/** A reference to `owner` as its controller writes it into what it makes. */
export function referenceTo(owner: KubeObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true };
}

/** What `owner` looks after, in the order of its names; what fits its selector and is nobody's becomes its own. */
export function ownedBy(store: Store, storage: string, owner: KubeObject): readonly KubeObject[] {
  const { namespace, uid } = owner.metadata;
  const selector = labelSelector(valueAt(owner, 'spec.selector'));
  const fits = (object: KubeObject): boolean =>
    selector !== undefined && matches(textMapAt(object, 'metadata.labels'), requirementsOf(selector));
  return store
    .list(storage)
    .filter((object) => object.metadata.namespace === namespace)
    .flatMap((object) => {
      const controller = controllerOf(object);
      if (controller !== undefined) return controller.uid === uid ? [object] : [];
      const isFree = textAt(object, 'metadata.deletionTimestamp') === undefined && storage !== 'pods';
      if (!isFree || isEnding(owner) || !fits(object)) return [];
      const ownerReferences = [...(object.metadata.ownerReferences ?? []), referenceTo(owner)];
      return [store.put(storage, { ...object, metadata: { ...object.metadata, ownerReferences } })];
    });
}

export function isEnding(object: KubeObject): boolean {
  return textAt(object, 'metadata.deletionTimestamp') !== undefined;
}
