import { isRecord } from '../../core/json.ts';
import type { ObjectRef } from '../../core/objectRef.ts';

/** An object of a cluster, as commands take it: from a tree item, a report, or another extension. */
export interface ObjectTarget {
  readonly context: string;
  readonly object: ObjectRef;
  /** A field of the object, in kubectl's dotted form. */
  readonly path?: string;
}

/** Commands may be called with anything. */
export function objectTarget(argument: unknown): ObjectTarget | undefined {
  if (!isRecord(argument) || typeof argument.context !== 'string') return undefined;
  const { context, path } = argument;
  const object = objectRef(argument.object);
  if (object === undefined) return undefined;
  return typeof path === 'string' ? { context, object, path } : { context, object };
}

/** Those of a selection that are objects: a menu's command gets the line clicked on, and all that are selected. */
export function objectTargets(selection: readonly unknown[]): readonly ObjectTarget[] {
  return selection.flatMap((one) => objectTarget(one) ?? []);
}

export function objectRef(value: unknown): ObjectRef | undefined {
  if (!isRecord(value)) return undefined;
  const { apiVersion, kind, name, namespace, container } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return undefined;
  return {
    apiVersion,
    kind,
    name,
    ...(typeof namespace === 'string' ? { namespace } : {}),
    ...(typeof container === 'string' ? { container } : {}),
  };
}

/** The fields of `of` that a tool about an object takes. */
export function inputFor(of: ObjectTarget, takes: (field: string) => boolean): Readonly<Record<string, unknown>> {
  const { kind, namespace, name, container, apiVersion } = of.object;
  const fields = { apiVersion, kind, namespace, name, container };
  const input = Object.entries(fields).filter(([field, value]) => value !== undefined && takes(field));
  return { ...Object.fromEntries(input), context: of.context };
}
