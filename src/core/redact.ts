import { cleanText } from './cleanText.ts';
import { isCredential, isCredentialName, mayNameCredentials } from './credentialName.ts';
import { maskCredentials } from './credentials.ts';
import { isKeyOfSecret, isOfExternalSecrets, isPathOfKey } from './externalSecret.ts';
import { isRecord } from './json.ts';
import { mask } from './mask.ts';
import { endOfOwnName, ownSentences, subjectOf, type Subject } from './ownWords.ts';
import { isTaint, taintLists } from './taint.ts';

/**
 * A copy of any JSON value that may be shown: credentials masked, control characters gone. Structure helps where the text alone
 * would not: the value of `{name, value}` with a credential's name (an environment variable), the entries of maps that people
 * fill (annotations, data), the argument after `--password`, a field that was cut out of its object with its path (evidence),
 * and JSON inside of a text.
 */
export function redact<T>(value: T): T;
export function redact(value: unknown): unknown {
  return walk(value, '', answer);
}

/** A copy of a whole object of the cluster, or of any JSON that others made, in which each field's name tells of its value. */
export function redactObject<T>(object: T): T;
export function redactObject(object: unknown): unknown {
  return walk(object, '', foreign);
}

interface Mode {
  /** Every map is one that people fill: the names of our own fields say nothing of a credential, those of others do. */
  readonly foreign: boolean;
  /** How many texts of JSON inside of each other are still looked into. */
  readonly depth: number;
  /** Below the root of an object of External Secrets. */
  readonly namesKeys?: boolean;
}

const deepestText = 12;
const answer: Mode = { foreign: false, depth: deepestText };
const foreign: Mode = { foreign: true, depth: deepestText };

/** Maps whose keys are people's own names, so that a key may tell that its value is a credential. */
const ownNames = new Set(['annotations', 'data', 'stringData', 'binaryData', 'parameters', 'env', 'volumeAttributes']);

/** Maps of labels: nobody's credentials, and what selects by them has to be read. */
const labelMaps = new Set(['labels', 'matchLabels', 'nodeSelector', 'selector', 'podSelector']);

function walk(value: unknown, key: string, around: Mode): unknown {
  if (typeof value === 'string') return walkText(value, around);
  if (Array.isArray(value)) {
    if (key === 'args' || key === 'command') return walkArguments(value, around);
    const isCredentials = around.foreign && isCredentialName(key);
    return value.map((item: unknown) =>
      isCredentials && typeof item === 'string' && isCredential(key, item)
        ? mask
        : walk(item, taintLists.has(key) ? key : '', around),
    );
  }
  if (!isRecord(value)) return value;
  const mode = isOfExternalSecrets(value.apiVersion) ? { ...around, namesKeys: true } : around;
  if (taintLists.has(key) && isTaint(value)) return mapped(value, (inner) => walk(inner, '', mode));
  const namesKey = mode.namesKeys === true && isRecord(value.remoteRef) && isKeyOfSecret(value.secretKey);
  const variable = typeof value.name === 'string' ? value.name : typeof value.key === 'string' ? value.key : undefined;
  const namesTell = (mode.foreign || ownNames.has(key)) && !labelMaps.has(key);
  const cutOut = !mode.foreign && isRecord(value.object) && typeof value.path === 'string' ? value.path : undefined;
  const subject = mode.foreign ? undefined : subjectOf(value);
  const copy: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const hidden =
      (typeof inner === 'number' && mode.foreign && isCredential(name, String(inner))) ||
      (typeof inner === 'string' &&
        ((variable !== undefined && name === 'value' && isCredential(variable, inner)) ||
          (namesTell && isCredential(name, inner) && !(namesKey && name === 'secretKey')) ||
          (mode.foreign && plainFields.has(name) && isCredentialName(key) && isCredential(key, inner))));
    const own = subject !== undefined && typeof inner === 'string' && ownSentences.has(name) ? inner : undefined;
    const shown = hidden
      ? mask
      : own !== undefined && subject !== undefined
        ? walkSentence(own, subject, mode)
        : name === 'value' && cutOut !== undefined
          ? isReferenceOf(value.object, cutOut, inner)
            ? walk(inner, '', mode)
            : cutField(inner, cutOut, mode)
          : walk(inner, name, mode);
    Object.defineProperty(copy, name, { value: shown, enumerable: true, writable: true, configurable: true });
  }
  return copy;
}

function mapped(record: Readonly<Record<string, unknown>>, change: (inner: unknown) => unknown): unknown {
  return Object.fromEntries(Object.entries(record).map(([name, inner]) => [name, change(inner)]));
}

function isReferenceOf(object: unknown, path: string, value: unknown): boolean {
  return isRecord(object) && isOfExternalSecrets(object.apiVersion) && isPathOfKey(path) && isKeyOfSecret(value);
}

/** Fields in which custom resources put a credential itself, beside those that refer to a Secret. */
const plainFields = new Set(['value', 'literal', 'plain', 'plaintext', 'plainText', 'raw', 'inline']);

/** A field that stands without its object: the path's last name is the one that it had there. */
function cutField(inner: unknown, path: string, mode: Mode): unknown {
  const name = /\[["']([^"']+)["']\](?:\[\d+\])*$|([^.[\]]+)(?:\[\d+\])*$/.exec(path);
  const field = name?.[1] ?? name?.[2] ?? '';
  if (typeof inner === 'string' || typeof inner === 'number')
    return isCredential(field, String(inner)) ? mask : walk(inner, field, mode);
  return walk(inner, field, { ...mode, foreign: true });
}

function walkSentence(text: string, subject: Subject, mode: Mode): string {
  const end = endOfOwnName(text, subject);
  return end === 0
    ? walkText(text, mode)
    : `${walkText(text.slice(0, end), mode)}: ${walkText(text.slice(end + 2), mode)}`;
}

/** A text that is JSON is looked through as such, and written anew only where it held a credential. */
function walkText(text: string, mode: Mode): string {
  const clean = cleanText(text);
  if (mode.depth > 0 && /^\s{0,100}[{["]/.test(clean) && /[}\]"]\s{0,100}$/.test(clean) && mayNameCredentials(clean)) {
    const inner = parsed(clean);
    if (inner !== undefined) {
      const safe = walk(inner, '', { foreign: true, depth: mode.depth - 1 });
      const written = JSON.stringify(safe);
      if (written !== JSON.stringify(inner))
        return maskCredentials(clean.trim().includes('\n') ? JSON.stringify(safe, undefined, 2) : written);
    }
  }
  return maskCredentials(clean);
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' || typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Those of curl and its like, whose next argument is `user:password`. */
const userFlags = new Set(['-u', '--user', '--proxy-user']);

function walkArguments(items: readonly unknown[], mode: Mode): unknown[] {
  return items.map((item, index) => {
    const before = items[index - 1];
    if (typeof item === 'string' && typeof before === 'string' && userFlags.has(before))
      return maskCredentials(`${before} ${cleanText(item)}`).slice(before.length + 1);
    const isValueOfFlag =
      typeof item === 'string' &&
      !item.startsWith('-') &&
      typeof before === 'string' &&
      /^--?[\w-]+$/.test(before) &&
      isCredential(before, item);
    return isValueOfFlag ? mask : walk(item, '', mode);
  });
}
