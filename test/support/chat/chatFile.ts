import { load } from 'js-yaml';
import { isRecord } from '../../../src/core/json.ts';

/** An agent, prompt or skill as chat reads it: a header in YAML between two lines of dashes, then what the model is told. */
export interface ChatFile {
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export function chatFile(text: string): ChatFile {
  const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const header = head === undefined ? undefined : load(head);
  if (!isRecord(header) || body === undefined) throw new Error(`no header: ${text.slice(0, 80)}`);
  return { header, body };
}

/** What stands between backticks, in order. */
export function codes(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');
}
