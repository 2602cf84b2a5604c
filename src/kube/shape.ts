import { isRecord, type Json } from '../core/json.ts';

/**
 * A shape reads one JSON value: the value when it is of the right type, undefined when it is not. Projections are made of shapes:
 * they keep the fields that rules and tools read, drop the rest (memory), and make an object of a broken controller or an old
 * server harmless, since a kept field always has the type that it claims.
 */
export type Shape<T> = (raw: unknown) => T | undefined;

export type ShapeOf<S> = S extends Shape<infer T> ? T : never;

export const text: Shape<string> = (raw) => (typeof raw === 'string' ? raw : undefined);
/** JSON can hold 1e999, which JSON.parse reads as Infinity: no count, and nothing to reckon with. */
export const number: Shape<number> = (raw) => (typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined);
export const flag: Shape<boolean> = (raw) => (typeof raw === 'boolean' ? raw : undefined);

/** An IntOrString: a port or its name, a count or a percentage. */
export const textOrNumber: Shape<string | number> = (raw) => (typeof raw === 'string' ? raw : number(raw));

/** Anything at all, as it came. Its reader checks it. */
export const anything: Shape<Json> = (raw) => raw as Json | undefined;

// Lists, maps and fields give the raw value itself where nothing of it has to go: most of a large list needs no copy then.

/** Entries of another type are dropped; null, which Go writes for an empty list, is an empty list. */
export function listOf<T>(entry: Shape<T>): Shape<readonly T[]> {
  return (raw) => {
    if (raw === null) return [];
    if (!Array.isArray(raw)) return undefined;
    let kept: T[] | undefined;
    for (let index = 0; index < raw.length; index++) {
      const before: unknown = raw[index];
      const value = entry(before);
      if (kept === undefined) {
        if (value === before && value !== undefined) continue;
        kept = raw.slice(0, index) as T[];
      }
      if (value !== undefined) kept.push(value);
    }
    return kept ?? (raw as T[]);
  };
}

export function mapOf<T>(entry: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (raw) => {
    if (!isRecord(raw)) return undefined;
    const keys = Object.keys(raw);
    if (keys.every((key) => raw[key] !== undefined && entry(raw[key]) === raw[key])) return raw as Record<string, T>;
    const kept: Record<string, T> = {};
    for (const key of keys) {
      const value = entry(raw[key]);
      // defineProperty: a label may be called __proto__
      if (value !== undefined)
        Object.defineProperty(kept, key, { value, enumerable: true, writable: true, configurable: true });
    }
    return kept;
  };
}

type Fields = Readonly<Record<string, Shape<unknown>>>;
export type Shaped<F extends Fields> = { readonly [K in keyof F]?: ShapeOf<F[K]> };

/** Only the named fields; each may be missing. */
export function fields<const F extends Fields>(wanted: F): Shape<Shaped<F>> {
  const shapes = new Map(Object.entries(wanted));
  return (raw) => {
    if (!isRecord(raw)) return undefined;
    let kept: Record<string, unknown> | undefined;
    for (const key in raw) {
      const before = raw[key];
      const value = shapes.get(key)?.(before);
      if (kept === undefined) {
        if (value === before && value !== undefined) continue;
        kept = {};
        for (const earlier in raw) {
          if (earlier === key) break;
          kept[earlier] = raw[earlier];
        }
      }
      if (value !== undefined) kept[key] = value;
    }
    return (kept ?? raw) as Shaped<F>;
  };
}

/** A projection for a Kind: what is not even an object becomes one without fields. */
export function projection<T extends object>(shape: Shape<T>): (raw: unknown) => Partial<T> {
  return (raw) => shape(raw) ?? {};
}
