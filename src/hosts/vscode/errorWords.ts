import { isRecord } from '../../core/json.ts';

export interface ErrorWords {
  /** One line. */
  readonly text: string;
  /** Without what was being done: `nothing listens at 127.0.0.1:6443`. */
  readonly brief: string;
  readonly hint?: string;
  /** `metav1.Status.reason`, a transport's code, or `NoKubeconfig`. */
  readonly reason?: string;
}

/** What to tell a person of a failure. By shape and not by class: the engine is a bundle of its own. */
export function errorWords(error: unknown): ErrorWords {
  const text = error instanceof Error ? error.message : String(error);
  const facts = isRecord(error) ? error.facts : undefined;
  if (!isRecord(facts)) return { text, brief: text };
  return {
    text: typeof facts.headline === 'string' ? facts.headline : text,
    brief: typeof facts.detail === 'string' ? facts.detail : text,
    ...(typeof facts.hint === 'string' ? { hint: facts.hint } : {}),
    ...(typeof facts.reason === 'string' ? { reason: facts.reason } : {}),
  };
}
