import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const Names = Type.Array(Type.String({ minLength: 1 }));

/** `safety.json` in the user's folder: read by all windows and by the command line. It adds to what is protected, and takes nothing away. */
const SafetyRules = Type.Object(
  {
    protectedContexts: Type.Optional(Names),
    protectedNamespaces: Type.Optional(Names),
    approvalHook: Type.Optional(
      Type.Union([
        /** A program and its arguments: never a shell's line. */
        Type.Object({ command: Type.Array(Type.String(), { minItems: 1 }) }, { additionalProperties: false }),
        Type.Object({ url: Type.String({ pattern: '^https?://' }) }, { additionalProperties: false }),
      ]),
    ),
  },
  { additionalProperties: false },
);
export type SafetyRules = Static<typeof SafetyRules>;
export type ApprovalHook = NonNullable<SafetyRules['approvalHook']>;

const rules = Compile(SafetyRules);

export const safetyFile = 'safety.json';

/**
 * Read anew for every change: it may have become stricter a moment ago. No file: no rules of the user's own.
 * @throws an Error for a file that cannot be read or is not what it should be: nothing may be changed then
 */
export async function safetyRules(folder: string): Promise<SafetyRules> {
  const file = path.join(folder, safetyFile);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Error(`${file} cannot be read`, { cause: error });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no JSON`, { cause: error });
  }
  if (rules.Check(value)) return value;
  const [first] = rules.Errors(value);
  throw new Error(
    `${file} is not as docs/safety.md describes it: ${first?.instancePath ?? ''} ${first?.message ?? ''}`,
  );
}
