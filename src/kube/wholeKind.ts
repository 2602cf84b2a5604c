import type { JsonObject } from '../core/json.ts';
import { oncePerKind } from './oncePerKind.ts';
import { wholeObject } from './wholeObject.ts';

/** A kind whose objects come as the server has them, managedFields and all: for what is about to be changed, not for lists. */
export const wholeKind = oncePerKind<JsonObject>(({ kind, group, versions, resource, namespaced }) => ({
  kind,
  group,
  versions,
  resource,
  namespaced,
  project: wholeObject,
}));
