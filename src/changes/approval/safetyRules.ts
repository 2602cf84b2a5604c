import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { isRecord } from '../../core/json.ts';

const Names = Type.Array(Type.String({ minLength: 1 }));
/** No program and no argument can hold the end of a text of C. */
const Word = Type.String({ pattern: '^[^\\u0000]*$' });

const keys = {
  protectedContexts: Names,
  protectedNamespaces: Names,
  approvalHook: Type.Union([
    /** A program and its arguments: never a shell's line. */
    Type.Object({ command: Type.Array(Word, { minItems: 1 }) }, { additionalProperties: false }),
    Type.Object({ url: Type.String({ pattern: '^https?://' }) }, { additionalProperties: false }),
  ]),
};

/** `safety.json` in the user's folder: read by all windows and by the command line. It adds to what is protected, and takes nothing away. */
const SafetyRules = Type.Partial(Type.Object(keys), { additionalProperties: false });
export type SafetyRules = Static<typeof SafetyRules>;
export type ApprovalHook = NonNullable<SafetyRules['approvalHook']>;

const rules = Compile(SafetyRules);

/** What each key takes, in words. */
const allowed: Readonly<Record<keyof typeof keys, string>> = {
  protectedContexts: 'a list of names, with * for any text: ["eu-*"]',
  protectedNamespaces: 'a list of names, with * for any text: ["billing"]',
  approvalHook:
    'either {"command": ["/path/to/program", "argument"]} or {"url": "https://host/path"}, and nothing beside it',
};

export const safetyFile = 'safety.json';

/**
 * Read anew for every change: it may have become stricter a moment ago. No file: no rules of the user's own.
 * @throws an Error for a file that cannot be read or is not what it should be: nothing may be changed then
 */
export async function safetyRules(folder: string): Promise<SafetyRules> {
  const file = path.join(folder, safetyFile);
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Error(`${file} cannot be read (${words(error)})`, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw new Error(`${file} is no JSON (${words(error)})`, { cause: error });
  }
  if (rules.Check(value) && canBeAsked(value)) return value;
  throw new Error(`${file} ${fault(value)}`);
}

function canBeAsked({ approvalHook }: SafetyRules): boolean {
  if (approvalHook === undefined) return true;
  return 'url' in approvalHook ? URL.canParse(approvalHook.url) : approvalHook.command[0] !== '';
}

/** Which key it is, and what may stand there. */
function fault(value: unknown): string {
  const known = Object.keys(allowed).join(', ');
  if (!isRecord(value)) return `has to be one object, with the keys ${known}`;
  const foreign = Object.keys(value).filter((key) => !(key in keys));
  if (foreign.length > 0) return `has a key that means nothing: ${foreign.join(', ')}. Allowed are ${known}`;
  const wrong = (['protectedContexts', 'protectedNamespaces'] as const).find(
    (key) => value[key] !== undefined && !Compile(keys[key]).Check(value[key]),
  );
  const key = wrong ?? 'approvalHook';
  return `says something of ${key} that is not allowed there. It takes ${allowed[key]}`;
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
