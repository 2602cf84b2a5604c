import { isKubeError } from '../../core/kubeError.ts';
import { whatHelps } from '../../core/whatHelps.ts';

export interface ErrorWords {
  /** One line. */
  readonly text: string;
  /** Without what was being done: `nothing listens at 127.0.0.1:6443`. */
  readonly brief: string;
  /** What to do about it; every failed read has one. */
  readonly hint?: string;
  /** What went wrong and what to do about it, as sentences. */
  readonly sentences: string;
  /** `metav1.Status.reason`, a transport's code, or `NoKubeconfig`. */
  readonly reason?: string;
}

/** What to tell a person of a failure. */
export function errorWords(error: unknown): ErrorWords {
  const text = error instanceof Error ? error.message : String(error);
  if (!isKubeError(error)) return { text, brief: text, sentences: sentence(text) };
  const { headline = text, detail, reason } = error.facts;
  const hint = whatHelps(error.facts);
  return {
    text: headline,
    brief: detail,
    hint,
    sentences: `${sentence(headline)} ${sentence(hint)}`,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Begins with a capital, but for an input's name, which is spelled as it is written: `url: x is no URL`. */
function sentence(text: string): string {
  const isField = /^[a-z]\w*: /.test(text) && !text.startsWith('connect: ');
  const begun = isField ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
