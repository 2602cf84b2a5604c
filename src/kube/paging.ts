import { createHash } from 'node:crypto';
import type { PageInfo } from '../core/envelope.ts';
import { isRecord } from '../core/json.ts';
import { KubeError } from '../core/kubeError.ts';

/** Orders rows, and tells where a page ended. The last parts make it unique. */
export type SortKey = readonly (string | number)[];

export interface Page<T> {
  readonly rows: readonly T[];
  /** The page to report when only the first `kept` rows are shown. */
  readonly info: (kept: number) => PageInfo;
}

export interface PageRequest {
  /** Everything that decides which rows there are and how they are ordered. A cursor is good for the same question only. */
  readonly question: object;
  readonly limit: number | undefined;
  readonly cursor: Cursor | undefined;
  /** The instant that the rows were judged at; kept in the cursor, so that time alone moves no row between pages. */
  readonly asOf: number;
}

export interface Cursor {
  /** The key of the last row shown. */
  readonly after: SortKey;
  readonly asOf: number;
}

const defaultLimit = 50;

/**
 * One page by key and not by number: a row that stays what it is comes exactly once, whatever comes and goes around it.
 */
export function paged<T>(rows: readonly T[], keyOf: (row: T) => SortKey, request: PageRequest): Page<T> {
  const { question, limit = defaultLimit, cursor, asOf } = request;
  const keyed = rows.map((row) => ({ row, key: keyOf(row) })).sort((a, b) => compareKeys(a.key, b.key));
  const rest = cursor === undefined ? keyed : keyed.filter(({ key }) => compareKeys(key, cursor.after) > 0);
  const page = rest.slice(0, limit);
  return {
    rows: page.map(({ row }) => row),
    info: (kept) => {
      const returned = Math.min(kept, page.length);
      const last = page[returned - 1]?.key ?? cursor?.after;
      const more = returned < rest.length && last !== undefined;
      return {
        total: rows.length,
        returned,
        ...(more ? { cursor: writeCursor(question, { after: last, asOf }) } : {}),
      };
    },
  };
}

/** Parts of one place are of one type; text by code unit, as the server sorts. */
export function compareKeys(a: SortKey, b: SortKey): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

function writeCursor(question: object, { after, asOf }: Cursor): string {
  return Buffer.from(JSON.stringify([fingerprint(question), asOf, ...after])).toString('base64url');
}

/**
 * The cursor of a page shown before; undefined where there is none.
 * @throws KubeError `bad_input` for a cursor that is none, or that belongs to another question.
 */
export function readCursor(cursor: string | undefined, question: object, resource: string): Cursor | undefined {
  if (cursor === undefined) return undefined;
  const [print, asOf, ...after] = parts(cursor);
  if (typeof asOf === 'number' && after.length > 0 && after.every(isKeyPart)) {
    if (print === fingerprint(question)) return { after, asOf };
    throw badCursor(resource, 'the cursor belongs to another question');
  }
  throw badCursor(resource, 'the cursor is none that this tool gave');
}

function parts(cursor: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function isKeyPart(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number';
}

function badCursor(resource: string, detail: string): KubeError {
  return new KubeError({
    code: 'bad_input',
    operation: 'list',
    resource,
    detail,
    hint: 'take page.cursor of the answer before and leave the other inputs as they were, or leave cursor out to begin anew',
  });
}

function fingerprint(question: object): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(question)))
    .digest('base64url')
    .slice(0, 10);
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}
