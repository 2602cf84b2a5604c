import Type, { type Static } from 'typebox';

/** Names one Kubernetes object, and a container of it where that matters. */
export const ObjectRef = Type.Object(
  {
    apiVersion: Type.String(),
    kind: Type.String(),
    namespace: Type.Optional(Type.String()),
    name: Type.String(),
    container: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

export type ObjectRef = Static<typeof ObjectRef>;

/** `Service/shop/api`; `Node/node-1` for what has no namespace. Also the key by which objects are compared. */
export function objectPath(ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return ref.namespace === undefined ? `${ref.kind}/${ref.name}` : `${ref.kind}/${ref.namespace}/${ref.name}`;
}

export function isSameObject(a: ObjectRef, b: ObjectRef): boolean {
  return objectPath(a) === objectPath(b);
}
