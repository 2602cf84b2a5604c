import { cleanText } from './cleanText.ts';
import { isCredentialName, mask, maskCredentials } from './credentials.ts';
import { isRecord } from './json.ts';

/**
 * A copy of any JSON value that may be shown: credentials masked, control characters gone. Structure helps where the text alone
 * would not: the value of `{name, value}` with a credential's name (an environment variable), the entries of maps that people
 * fill (annotations, data), and the argument after `--password`.
 */
export function redact<T>(value: T): T;
export function redact(value: unknown): unknown {
  return walk(value, '');
}

/** Maps whose keys are people's own names, so that a key may tell that its value is a credential. */
const ownNames = new Set(['annotations', 'data', 'stringData', 'binaryData', 'parameters', 'env']);

function walk(value: unknown, key: string): unknown {
  if (typeof value === 'string') return maskCredentials(cleanText(value));
  if (Array.isArray(value))
    return key === 'args' || key === 'command' ? walkArguments(value) : value.map((item) => walk(item, ''));
  if (!isRecord(value)) return value;
  const isVariable = typeof value.name === 'string' && typeof value.value === 'string' && isCredentialName(value.name);
  const copy: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const hidden =
      typeof inner === 'string' &&
      inner !== '' &&
      ((isVariable && name === 'value') || (ownNames.has(key) && isCredentialName(name)));
    const shown = hidden ? mask : walk(inner, name);
    Object.defineProperty(copy, name, { value: shown, enumerable: true, writable: true, configurable: true });
  }
  return copy;
}

/** Those of curl and its like, whose next argument is `user:password`. */
const userFlags = new Set(['-u', '--user', '--proxy-user']);

function walkArguments(items: readonly unknown[]): unknown[] {
  return items.map((item, index) => {
    const before = items[index - 1];
    if (typeof item === 'string' && typeof before === 'string' && userFlags.has(before))
      return maskCredentials(`${before} ${cleanText(item)}`).slice(before.length + 1);
    const isValueOfFlag =
      typeof item === 'string' &&
      !item.startsWith('-') &&
      typeof before === 'string' &&
      /^--?[\w-]+$/.test(before) &&
      isCredentialName(before);
    return isValueOfFlag ? mask : walk(item, '');
  });
}
