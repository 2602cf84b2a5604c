import type { TObject } from 'typebox';
import type { Validator } from 'typebox/compile';
import { counted } from './counted.ts';
import { inputExcess } from './inputExcess.ts';
import { isRecord } from './json.ts';
import { nearest } from './nearest.ts';
import { redact } from './redact.ts';
import { requiredInputs } from './requiredInputs.ts';
import { segmentFault } from './segmentFault.ts';

export type CheckedInput =
  | { readonly ok: true; readonly input: Record<string, unknown> }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * All wrong fields at once, each with what was expected. A null and an empty text count as absent: models write them for "not given".
 */
export function checkInput(schema: TObject, validator: Validator, raw: unknown): CheckedInput {
  const excess = inputExcess(raw);
  if (excess !== undefined) return { ok: false, problems: [excess] };
  if (raw !== undefined && raw !== null && !isRecord(raw))
    return { ok: false, problems: ['the input must be a JSON object'] };
  const input = Object.fromEntries(
    Object.entries(raw ?? {}).filter(([, value]) => value !== null && value !== undefined && !isBlank(value)),
  );
  const unfit = unfitNames(input);
  if (unfit.length === 0 && validator.Check(input)) return { ok: true, input };
  const problems = [
    ...unknownFields(schema, input),
    ...missingFields(schema, input),
    ...wrongValues(schema, validator, input),
    ...unfit,
  ];
  return { ok: false, problems: problems.length > 0 ? problems : ['the input does not fit the schema'] };
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

/** Unknown fields that are named one by one; of more than these, how many there are says enough. */
const mostNamed = 10;

function unknownFields(schema: TObject, input: Record<string, unknown>): readonly string[] {
  const known = Object.keys(schema.properties);
  const unknown = Object.keys(input).filter((field) => !known.includes(field));
  const named = unknown.slice(0, mostNamed).map((field) => {
    const meant = nearest(cut(field), known, 1)[0];
    return `${cut(field)}: no such input${meant === undefined ? `; there are ${known.join(', ')}` : `, did you mean ${meant}?`}`;
  });
  const rest = unknown.length - named.length;
  return rest > 0
    ? [...named, `${counted(rest, 'more field')} that ${rest === 1 ? 'is no input' : 'are no inputs'}`]
    : named;
}

function missingFields(schema: TObject, input: Record<string, unknown>): readonly string[] {
  return requiredInputs(schema)
    .filter((field) => !(field in input))
    .map((field) => `${field}: required, ${expected(schema.properties[field])}`);
}

function wrongValues(schema: TObject, validator: Validator, input: Record<string, unknown>): readonly string[] {
  const wrong = new Set(
    validator
      .Errors(input)
      .map(({ instancePath }) => instancePath.split('/')[1] ?? '')
      .filter((field) => Object.hasOwn(schema.properties, field) && Object.hasOwn(input, field)),
  );
  return [...wrong].map(
    (field) => `${field}: expected ${expected(schema.properties[field])}, got ${shown(input[field])}`,
  );
}

/** Inputs that name an object, or a part of one, in whatever tool. */
const nameInputs = ['name', 'namespace', 'container', 'node'];

function unfitNames(input: Record<string, unknown>): readonly string[] {
  return nameInputs.flatMap((field) => {
    const value = input[field];
    const fault = typeof value === 'string' ? segmentFault(value) : undefined;
    return fault === undefined ? [] : [`${field}: ${shown(value)} ${fault}`];
  });
}

function shown(value: unknown): string {
  return cut(JSON.stringify(value));
}

/** What was sent may be a secret in the wrong place, also in the place of a name. */
function cut(whole: string): string {
  const text = redact(whole);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function expected(schema: unknown): string {
  if (!isRecord(schema)) return 'a value';
  const options = optionsOf(schema);
  if (options.length > 0) return `one of ${options.join(', ')}`;
  const { type, minimum, maximum, description } = schema;
  if (type === 'integer' || type === 'number') {
    const from = typeof minimum === 'number' ? ` from ${minimum}` : '';
    const to = typeof maximum === 'number' ? ` to ${maximum}` : '';
    return `${type === 'integer' ? 'an integer' : 'a number'}${from}${to}`;
  }
  if (type === 'boolean') return 'true or false';
  const what = typeof description === 'string' ? ` (${description.replace(/\.$/, '')})` : '';
  return `${type === 'array' ? 'a list' : 'a string'}${what}`;
}

/** The values of an enumeration, in either of JSON Schema's spellings. */
export function optionsOf(schema: Record<string, unknown>): readonly string[] {
  if (Array.isArray(schema.enum)) return schema.enum.map(String);
  if (!Array.isArray(schema.anyOf)) return [];
  return schema.anyOf.flatMap((one) => (isRecord(one) && 'const' in one ? [String(one.const)] : []));
}
