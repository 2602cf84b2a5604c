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
  /** `metav1.Status.reason`, a transport's code, or of the kubeconfig: `NoKubeconfig`, `NoSuchContext`. */
  readonly reason?: string;
}

/** What to tell a person of a failure. */
export function errorWords(error: unknown): ErrorWords {
  const text = error instanceof Error ? error.message : String(error);
  if (!isKubeError(error)) return { text, brief: text, sentences: sentence(text) };
  const { code, headline = text, detail, reason } = error.facts;
  const hint = whatHelps(error.facts);
  return {
    text: headline,
    brief: detail,
    hint,
    sentences: `${code === 'bad_input' ? inputSentence(headline) : sentence(headline)} ${sentence(hint)}`,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Of a wrong input: the input's name is spelled as it is written (`url: x is no URL`). */
function inputSentence(text: string): string {
  return /^[a-z]\w*: /.test(text) ? ended(text) : sentence(text);
}

function sentence(text: string): string {
  return ended(text.charAt(0).toUpperCase() + text.slice(1));
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
