import type { CallRecord } from '../../../core/engine.ts';
import { isRecord } from '../../../core/json.ts';
import { shellWord } from '../../terminal/shellWord.ts';

/** How a call ended, whatever it found: it has an answer, it failed, or it could not tell. */
export type ReadEnd = 'answered' | 'failed' | 'unknown';

export function readEnd({ verdict, error }: CallRecord): ReadEnd {
  if (error !== undefined) return 'failed';
  return verdict === 'unknown' || verdict === 'blocked' ? 'unknown' : 'answered';
}

const longest = 80;

/** What the call was about, from its input: `shop/api`, `shop`, `https://shop.example`. */
export function readSubject({ input }: CallRecord): string {
  if (!isRecord(input)) return '';
  const { namespace, name, url } = input;
  const parts = [namespace, name].filter((part) => typeof part === 'string' && part !== '');
  const subject = parts.length > 0 ? parts.join('/') : typeof url === 'string' ? url : '';
  return subject.length > longest ? `${subject.slice(0, longest)}…` : subject;
}

/** `210 ms`, `2.1 s` */
export function readDuration({ stats }: CallRecord): string {
  const { milliseconds } = stats;
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** The input that makes the same call again; undefined where it was not kept whole, or something in it was masked. */
export function repeatableInput({ input, context }: CallRecord): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(input) || JSON.stringify(input).includes('[masked]')) return undefined;
  return context === undefined ? input : { ...input, context };
}

/** The same call for a terminal with a POSIX shell; undefined where it cannot be made again. */
export function commandLine(record: CallRecord, demoContext: string | undefined): string | undefined {
  const { context, ...input } = repeatableInput(record) ?? {};
  if (repeatableInput(record) === undefined) return undefined;
  const words = ['kube-sre', 'call', record.tool, shellWord(JSON.stringify(input))];
  if (typeof context !== 'string') return words.join(' ');
  // The demo of this window is not in any kubeconfig; a terminal has one of its own.
  if (context === demoContext) return [...words, '--demo'].join(' ');
  return [...words, `--context=${shellWord(context)}`].join(' ');
}
