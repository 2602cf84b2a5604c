import type { ObjectRef } from './objectRef.ts';

/** `Service/shop/api`; `Node/node-1` for what has no namespace. Also the key by which objects are compared. */
export function objectPath(ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return ref.namespace === undefined ? `${ref.kind}/${ref.name}` : `${ref.kind}/${ref.namespace}/${ref.name}`;
}
