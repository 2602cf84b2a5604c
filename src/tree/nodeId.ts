import { english, type Label } from '../core/label.ts';
import { objectPath } from '../core/objectRef.ts';

/** What a node's id says. Ids are made of names, so that they stay when an object is made anew. */
export type NodePlace =
  | { readonly type: 'namespace'; readonly namespace: string }
  | { readonly type: 'folder'; readonly namespace: string; readonly label: string }
  | { readonly type: 'object'; readonly namespace: string; readonly kind: string; readonly name: string };

const moreSuffix = '#more';

export function namespaceId(namespace: string): string {
  return objectPath({ kind: 'Namespace', name: namespace });
}

export function folderId(namespace: string, label: Label): string {
  return `folder/${namespace}/${english(label)}`;
}

export function objectId(kind: string, namespace: string, name: string): string {
  return objectPath({ kind, namespace, name });
}

/** The line that says what could not be read, or that there is nothing. */
export function gapId(namespace: string | undefined): string {
  return `${namespace ?? ''}#gap`;
}

export function moreId(parent: string | undefined): string {
  return `${parent ?? ''}${moreSuffix}`;
}

/** The parent that a "Show more" node belongs to, wrapped since it may be the root; undefined for another node. */
export function moreParent(id: string): { readonly parent: string | undefined } | undefined {
  if (!id.endsWith(moreSuffix)) return undefined;
  const parent = id.slice(0, -moreSuffix.length);
  return { parent: parent === '' ? undefined : parent };
}

/** Undefined for an id that the tree never gave. */
export function placeOf(id: string): NodePlace | undefined {
  // Names hold no slash
  const [first = '', namespace, last] = id.split('/');
  if (namespace === undefined) return undefined;
  if (last === undefined) return first === 'Namespace' ? { type: 'namespace', namespace } : undefined;
  return first === 'folder'
    ? { type: 'folder', namespace, label: last }
    : { type: 'object', namespace, kind: first, name: last };
}
