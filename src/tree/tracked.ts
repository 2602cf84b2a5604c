import type { Kind } from '../core/kind.ts';
import type { HasMetadata } from '../kube/metadata.ts';

/** An object on its way into the tree: what is kept of it, and what following it needs. */
export interface Tracked<T> {
  readonly uid: string;
  readonly resourceVersion: string;
  /** Where it is kept; a namespace under its own name. */
  readonly namespace: string;
  readonly record: T;
}

/** A kind of which only `slim` is kept. */
export function trackedKind<T, O extends HasMetadata>(kind: Kind<O>, slim: (object: O) => T): Kind<Tracked<T>> {
  return {
    ...kind,
    project: (raw) => {
      const object = kind.project(raw);
      const { uid, resourceVersion = '', name = '', namespace = name } = object.metadata ?? {};
      return { uid: uid ?? `${namespace}/${name}`, resourceVersion, namespace, record: slim(object) };
    },
  };
}
