import Type, { type Static } from 'typebox';
import { objectPath } from './objectPath.ts';

// The surfaces take it from its own file, which loads no schema.
export { objectPath };

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

export function isSameObject(a: ObjectRef, b: ObjectRef): boolean {
  return objectPath(a) === objectPath(b);
}
