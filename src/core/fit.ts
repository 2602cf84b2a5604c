import type { Envelope } from './envelope.ts';
import { isRecord } from './json.ts';
import type { Cut } from './outcome.ts';
import { estimateTokens } from './tokens.ts';

/**
 * The envelope cut to `budget` tokens: first what the tool says may go, then what every answer can spare. It stays valid JSON, and
 * `cut` counts by path what was left out.
 */
export function fit(envelope: Envelope, cuts: readonly Cut[], budget: number): Envelope {
  if (tokensOf(envelope) <= budget) return envelope;
  let fitted: Envelope = { ...envelope, truncated: true };
  for (const cut of [...cuts, ...spare]) {
    fitted = shorten(fitted, cut, budget);
    if (tokensOf(fitted) <= budget) return fitted;
  }
  const { data, ...bare } = fitted;
  if (data === undefined) return fitted;
  return { ...bare, cut: { ...bare.cut, data: Object.keys(data).length } };
}

/** What any answer can lose, the least missed first. Never the headline, and never the first finding. */
const spare: readonly EnvelopeCut[] = [
  { path: 'next', keep: 1, whole: true },
  { path: 'gaps', keep: 3, whole: true },
  { path: 'findings', keep: 3, whole: true },
  { path: 'findings.0.evidence', keep: 1, whole: true },
  { path: 'findings.1.evidence', keep: 1, whole: true },
  { path: 'findings.2.evidence', keep: 1, whole: true },
  { path: 'findings', keep: 1, whole: true },
  { path: 'gaps', keep: 1, whole: true },
];

/** `whole`: the path starts at the envelope and not in its `data`. */
interface EnvelopeCut extends Cut {
  readonly whole?: true;
}

function tokensOf(envelope: Envelope): number {
  return estimateTokens(JSON.stringify(envelope));
}

function shorten(envelope: Envelope, cut: EnvelopeCut, budget: number): Envelope {
  const path = cut.whole === true ? cut.path : `data.${cut.path}`;
  const steps = path.split('.');
  const value = steps.reduce<unknown>(step, envelope);
  const entries = typeof value === 'string' ? value.split('\n') : Array.isArray(value) ? value : [];
  if (entries.length <= cut.keep) return envelope;

  const withKept = (kept: number): Envelope => {
    const left = cut.from === 'start' ? entries.slice(entries.length - kept) : entries.slice(0, kept);
    const shorter = replaceAt(envelope, steps, typeof value === 'string' ? left.join('\n') : left);
    const page = cut.page?.(kept);
    const gone = entries.length - kept + (envelope.cut?.[path] ?? 0);
    return {
      ...shorter,
      ...(page === undefined ? {} : { page }),
      ...(gone > 0 ? { cut: { ...shorter.cut, [path]: gone } } : {}),
    };
  };

  let low = cut.keep;
  let high = entries.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tokensOf(withKept(middle)) <= budget) low = middle;
    else high = middle - 1;
  }
  return withKept(low);
}

function step(value: unknown, key: string): unknown {
  return Array.isArray(value) ? value[Number(key)] : isRecord(value) ? value[key] : undefined;
}

function replaceAt<T>(whole: T, steps: readonly string[], value: unknown): T;
function replaceAt(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((item: unknown, index) => (String(index) === key ? replaceAt(item, rest, value) : item));
  return isRecord(whole) ? { ...whole, [key]: replaceAt(whole[key], rest, value) } : whole;
}
