import type { Json, JsonObject } from '../../core/json.ts';
import { isJsonObject } from '../jsonObject.ts';
import { metadataOf, partOf } from './objectParts.ts';

/** What is known of the content of a ConfigMap or Secret at the time when a revision was made: the old content itself is gone. */
export type ContentThen = 'as now' | 'changed after this revision was made' | 'content then: not known';

export interface ContentWrite {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The program that wrote it. */
  readonly by?: string;
}

const contents = ['f:data', 'f:binaryData', 'f:stringData'];

/**
 * When the content was last written, by managedFields: each manager of a part of it has the time of its last write. Undefined where
 * nobody is known to have written it, since whoever may clear managedFields.
 */
export function lastContentWrite(object: JsonObject): ContentWrite | undefined {
  const { managedFields } = partOf(object, 'metadata');
  const writes = (Array.isArray(managedFields) ? managedFields : []).flatMap((entry: Json): ContentWrite[] => {
    if (!isJsonObject(entry)) return [];
    const at = typeof entry.time === 'string' ? Date.parse(entry.time) : Number.NaN;
    const fields = partOf(entry, 'fieldsV1');
    if (!(at > 0) || !contents.some((field) => fields[field] !== undefined)) return [];
    return [{ at, ...(typeof entry.manager === 'string' ? { by: entry.manager } : {}) }];
  });
  return writes.toSorted((a, b) => b.at - a.at)[0];
}

/** `madeAt`: of the revision, RFC 3339. What was made later than the revision held something else then, or nothing. */
export function contentThen(object: JsonObject, madeAt: string | undefined): ContentThen {
  const made = Date.parse(madeAt ?? '');
  const created = Date.parse(metadataOf(object).creationTimestamp ?? '');
  const at = lastContentWrite(object)?.at;
  if (made > 0 && ((at ?? 0) > made || created > made)) return 'changed after this revision was made';
  return made > 0 && at !== undefined ? 'as now' : 'content then: not known';
}
