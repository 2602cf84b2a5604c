import { servedKinds, type ServedKind } from '../servedKinds.ts';

/** A path to objects of a served kind: `/api/v1/namespaces/shop/pods/cart-0/log`. */
export interface ResourcePath {
  readonly kind: ServedKind;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

/** Undefined when the path is none of a kind that is served. `segments` follow `/api/v1` or `/apis/GROUP/VERSION`. */
export function resourcePath(group: string, version: string, segments: readonly string[]): ResourcePath | undefined {
  const find = (resource: string | undefined, namespaced: boolean): ServedKind | undefined =>
    servedKinds.find(
      (kind) =>
        kind.group === group &&
        kind.version === version &&
        kind.resource === resource &&
        (kind.namespaced || !namespaced),
    );
  const [first, second, third, fourth, fifth, ...rest] = segments;
  if (rest.length > 0) return undefined;
  if (first === 'namespaces' && second !== undefined && third !== undefined) {
    const kind = find(third, true);
    // `/api/v1/namespaces/shop/status` is no list of a kind called status.
    return kind === undefined ? undefined : { kind, namespace: second, ...named(fourth, fifth) };
  }
  const kind = find(first, false);
  if (kind === undefined || fourth !== undefined || (kind.namespaced && second !== undefined)) return undefined;
  return { kind, ...named(second, third) };
}

function named(name: string | undefined, subresource: string | undefined): Pick<ResourcePath, 'name' | 'subresource'> {
  return { ...(name === undefined ? {} : { name }), ...(subresource === undefined ? {} : { subresource }) };
}
