import type { Kind } from '../core/kind.ts';

/**
 * Derives a kind from another, once: shared reads go by the identity of the kind that they project with, so one made anew for each
 * call would repeat the reads of a moment ago.
 */
export function oncePerKind<T>(derive: (kind: Kind<unknown>) => Kind<T>): (kind: Kind<unknown>) => Kind<T> {
  const derived = new WeakMap<Kind<unknown>, Kind<T>>();
  return (kind) => {
    const known = derived.get(kind);
    if (known !== undefined) return known;
    const made = derive(kind);
    derived.set(kind, made);
    return made;
  };
}
