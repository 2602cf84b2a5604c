import { isRecord } from './json.ts';
import { redact } from './redact.ts';

/** A call's input, for logs. One that was refused may have fields of any name: called `token`, or with a name that is the secret. */
export function redactInput(input: unknown): unknown {
  const { parameters } = redact({ parameters: input });
  if (!isRecord(parameters)) return parameters;
  return Object.fromEntries(Object.entries(parameters).map(([field, value]) => [redact(field), value]));
}
