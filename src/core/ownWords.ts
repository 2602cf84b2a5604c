import { isRecord } from './json.ts';

/** Fields that hold a sentence of ours. */
export const ownSentences = new Set(['headline', 'title', 'effect', 'doing']);

/** The object that an answer, a plan or an entry of the journal is about. */
export interface Subject {
  readonly kind?: unknown;
  readonly namespace?: unknown;
  readonly name: string;
}

export function subjectOf({ scope, steps }: Readonly<Record<string, unknown>>): Subject | undefined {
  const step: unknown = Array.isArray(steps) ? steps[0] : undefined;
  const found = isRecord(scope) ? scope : isRecord(step) ? step.object : undefined;
  return isRecord(found) && typeof found.name === 'string' && found.name !== ''
    ? { kind: found.kind, namespace: found.namespace, name: found.name }
    : undefined;
}

/**
 * Where the name of its own object ends with which a sentence of ours begins: `Delete Secret shop/creds: done, …` assigns nothing to
 * creds. 0: it does not begin so, or what follows is no sentence, and may be anybody's.
 */
export function endOfOwnName(text: string, { kind, namespace, name }: Subject): number {
  const from = /^(?:Undo|Redo): /.exec(text)?.[0].length ?? 0;
  const end = text.indexOf(': ', from);
  const begin = end < 0 ? '' : text.slice(from, end);
  const paths = [`${String(namespace)}/${name}`, `${String(kind)} ${name}`, `${String(kind)}/${name}`];
  const isOwn = !begin.includes('=') && paths.some((path) => ` ${begin}`.endsWith(` ${path}`));
  return isOwn && sentence.test(text.slice(end + 2)) ? end : 0;
}

/** A word or a number with others after it, or a field: no key looks so, and no password that is a single word. */
const sentence = /^(?:(?:[A-Za-z]+(?:['/-][a-z]+)*|\d{1,5})[,;]? \S|(?:spec|metadata|status)\.[\w.[\]']+ )/;
