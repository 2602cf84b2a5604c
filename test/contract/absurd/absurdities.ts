import fc from 'fast-check';
import { isRecord } from '../../../src/core/json.ts';

/** What is done to an object at one field: a broken controller, an old server, a CRD without a schema. */
export interface Absurdity {
  readonly name: string;
  /** The field's new value; `gone` takes the field away. Shares nothing with the value before. */
  readonly make: (before: unknown) => unknown;
}

export const gone = Symbol('gone');

const worth = (name: string, value: unknown): Absurdity => ({ name, make: () => structuredClone(value) });

/** Own keys that are names of JavaScript's: only a parser makes an own `__proto__`. */
const prototypeKeys = '{"__proto__": {"polluted": true}, "constructor": "x", "toString": 7, "hasOwnProperty": null}';

const small: readonly Absurdity[] = [
  { name: 'gone', make: () => gone },
  worth('null', null),
  worth('an empty text', ''),
  worth('a word that nobody knows', 'Flabbergasted'),
  worth('true', true),
  worth('0', 0),
  worth('a negative number', -17),
  worth('a huge number', 1e300),
  { name: 'a number beyond all numbers', make: () => JSON.parse('1e999') as unknown },
  worth('a fraction', 0.1),
  worth('an empty list', []),
  worth('an empty object', {}),
  worth('a list of nulls', [null, null]),
  worth('a list of everything', [null, 7, 'x', true, [], {}, [[null]], { name: null }]),
  worth('an object of everything', { name: 3, a: null, b: [], c: { d: 'e' }, '': '' }),
  { name: 'keys of a prototype', make: () => JSON.parse(prototypeKeys) as unknown },
  worth('the first moment of all', '0001-01-01T00:00:00Z'),
  worth('a far future', '9999-12-31T23:59:59Z'),
  worth('no date', '2026-02-31T25:61:00Z'),
  worth('a year that no clock has', '+275760-09-13T00:00:00.001Z'),
  worth('control characters', 'a\u0000b\u001b[31mred\u0007\u202Eevil\r\nline two\ttab\uD800'),
  worth('other scripts', '购物车🛒שלום'),
  worth('markdown', '[click](command:evil) $(trash) <img src=x> `code` | cell |'),
  { name: 'twice', make: twice },
  { name: 'as text', make: (before) => JSON.stringify(before) },
];

const large: readonly Absurdity[] = [
  { name: 'a text of a megabyte', make: () => 'x'.repeat(1_000_000) },
  { name: 'a megabyte of words', make: () => 'password = a.b-c/d "e" '.repeat(43_000) },
  { name: 'ten thousand elements', make: many },
];

function twice(before: unknown): unknown {
  if (!Array.isArray(before)) return [before, before];
  const entries: readonly unknown[] = before;
  return structuredClone([...entries, ...entries]);
}

function many(before: unknown): unknown {
  const one: unknown = Array.isArray(before) ? before[0] : before;
  return Array.from({ length: 10_000 }, () => structuredClone(one));
}

/** Large ones are rare: they are slow to copy. */
export const anAbsurdity: fc.Arbitrary<Absurdity> = fc.oneof(
  { weight: 24, arbitrary: fc.constantFrom(...small) },
  { weight: 1, arbitrary: fc.constantFrom(...large) },
);

export const everyAbsurdity: readonly Absurdity[] = [...small, ...large];

type Path = readonly string[];

/** Every field of the objects, `*` in the place of a list's index, but what says which object it is. */
export function pathsOf(objects: readonly unknown[]): readonly Path[] {
  const found = new Map<string, Path>();
  const walk = (value: unknown, path: Path): void => {
    if (path.length > 0 && !identity.has(path.join('.'))) found.set(path.join('\n'), path);
    if (Array.isArray(value)) for (const entry of value) walk(entry, [...path, '*']);
    else if (isRecord(value)) for (const [key, entry] of Object.entries(value)) walk(entry, [...path, key]);
  };
  for (const object of objects) walk(object, []);
  return [...found.values()];
}

/** The cluster in memory finds objects by these. */
const identity = new Set(['apiVersion', 'kind', 'metadata', 'metadata.namespace']);

/** Does it at every place of the path. */
export function spoil(value: unknown, [key, ...rest]: Path, absurdity: Absurdity): unknown {
  if (key === undefined) return absurdity.make(value);
  if (Array.isArray(value))
    return key === '*' ? value.map((entry) => spoil(entry, rest, absurdity)).filter((entry) => entry !== gone) : value;
  if (!isRecord(value) || !Object.hasOwn(value, key)) return value;
  const entries = Object.entries(value).flatMap(([name, entry]): [string, unknown][] => {
    const made = name === key ? spoil(entry, rest, absurdity) : entry;
    return made === gone ? [] : [[name, made]];
  });
  return Object.fromEntries(entries);
}
