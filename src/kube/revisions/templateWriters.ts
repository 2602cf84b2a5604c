import type { Json } from '../../core/json.ts';
import { isJsonObject } from '../jsonObject.ts';
import { currentRevision, type RevisionHistory } from './history.ts';
import { partOf } from './objectParts.ts';
import type { Revision } from './revision.ts';

/** The controller makes a revision within this many milliseconds of the write, and times are kept by whole seconds. */
const slack = 1000;

/**
 * The program that last wrote the pod template before a revision was made, by the workload's managedFields: each manager has one time
 * there, that of its last write, so that older revisions have none. The API knows no person.
 */
export function templateWriters(history: RevisionHistory): ReadonlyMap<Revision, string> {
  const writes = templateWrites(history.owner.metadata);
  const current = currentRevision(history);
  const made = history.revisions
    .map((revision) => ({ revision, at: Date.parse(revision.createdAt ?? '') }))
    .filter(({ at }) => at > 0)
    .sort((a, b) => a.at - b.at);
  const newest = made.at(-1);
  const writers = new Map<Revision, string>();
  made.forEach(({ revision, at }, index) => {
    const from = made[index - 1]?.at ?? 0;
    const isBack = revision === current && revision !== newest?.revision;
    // What was rolled back to was asked for after everything else was made
    const [after, until] = isBack
      ? [(newest?.at ?? 0) + slack, Infinity]
      : [index === 0 ? 0 : from + slack, at + slack];
    const last = writes.findLast((write) => write.at > after && write.at <= until);
    if (last !== undefined) writers.set(revision, last.manager);
  });
  return writers;
}

/** The oldest first. */
function templateWrites(metadata: Json | undefined): readonly { readonly at: number; readonly manager: string }[] {
  const entries = isJsonObject(metadata) && Array.isArray(metadata.managedFields) ? metadata.managedFields : [];
  return entries
    .flatMap((entry: Json) => {
      if (!isJsonObject(entry) || (typeof entry.subresource === 'string' && entry.subresource !== '')) return [];
      const at = typeof entry.time === 'string' ? Date.parse(entry.time) : Number.NaN;
      const isOfTemplate = partOf(entry, 'fieldsV1', 'f:spec')['f:template'] !== undefined;
      return isOfTemplate && at > 0 && typeof entry.manager === 'string' ? [{ at, manager: entry.manager }] : [];
    })
    .toSorted((a, b) => a.at - b.at);
}
