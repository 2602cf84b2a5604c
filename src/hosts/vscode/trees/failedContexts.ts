import { isKubeError } from '../../../core/kubeError.ts';
import { errorWords } from '../errorWords.ts';
import type { NoteItem } from './clusterItem.ts';

/** Milliseconds. */
export interface RetryPauses {
  /** Files are asked for their time and size only. */
  readonly look: number;
  readonly retry: number;
}

export interface FailedContextsParts {
  /** Rejects while the cluster cannot be connected. */
  readonly attempt: (context: string, signal: AbortSignal) => Promise<unknown>;
  /** Differs once the kubeconfig says something else of the context. Rejects where that cannot be told. */
  readonly stamp: (context: string) => Promise<string>;
  /** It may be connected now, and its failure is forgotten. */
  readonly onHope: (context: string) => void;
  /** It fails in another way than it did. */
  readonly onOther: (context: string, error: unknown) => void;
  readonly pauses?: RetryPauses;
}

interface Failure {
  readonly lines: readonly NoteItem[];
  readonly because: string;
  readonly isPassing: boolean;
  readonly stamp: Promise<string | undefined>;
  dueAt: number;
  isLooking: boolean;
  trying: AbortController | undefined;
}

const usualPauses: RetryPauses = { look: 2000, retry: 15_000 };

/**
 * The contexts that could not be connected, with the lines below them. Drawing these again is no reason to try, and to log in, again;
 * while somebody looks, a change of their kubeconfig entries is one, and so is time where the server was not there.
 */
export class FailedContexts {
  readonly #parts: FailedContextsParts;
  readonly #pauses: RetryPauses;
  readonly #failures = new Map<string, Failure>();
  /** Of the attempts under way: what is written during one must not be missed. */
  readonly #stamps = new Map<string, Promise<string | undefined>>();
  #timer: NodeJS.Timeout | undefined;
  #visible = true;

  constructor(parts: FailedContextsParts) {
    this.#parts = parts;
    this.#pauses = parts.pauses ?? usualPauses;
  }

  lines(context: string): readonly NoteItem[] | undefined {
    return this.#failures.get(context)?.lines;
  }

  /** The context is about to be connected. */
  begin(context: string): void {
    if (!this.#stamps.has(context)) this.#stamps.set(context, this.#stamp(context));
  }

  add(context: string, error: unknown, lines: readonly NoteItem[]): void {
    const stamp = this.#stamps.get(context) ?? this.#failures.get(context)?.stamp ?? this.#stamp(context);
    this.delete(context);
    this.#failures.set(context, {
      lines,
      because: errorWords(error).brief,
      isPassing: isPassing(error),
      stamp,
      dueAt: Date.now() + this.#pauses.retry,
      isLooking: false,
      trying: undefined,
    });
    this.#run();
  }

  delete(context: string): void {
    this.#failures.get(context)?.trying?.abort();
    this.#failures.delete(context);
    this.#stamps.delete(context);
    this.#run();
  }

  /** All but those that are in the kubeconfig. */
  deleteOthers(contexts: ReadonlySet<string>): void {
    for (const context of [...this.#failures.keys()]) if (!contexts.has(context)) this.delete(context);
  }

  clear(): void {
    this.deleteOthers(new Set());
    this.#stamps.clear();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (!visible) for (const { trying } of this.#failures.values()) trying?.abort();
    this.#run();
  }

  dispose(): void {
    this.clear();
  }

  /** Runs while there is something to look after, and somebody to see it. */
  #run(): void {
    const isWanted = this.#visible && this.#failures.size > 0;
    if (!isWanted) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else this.#timer ??= setInterval(() => this.#lookAtAll(), this.#pauses.look);
  }

  #lookAtAll(): void {
    for (const [context, failure] of [...this.#failures]) {
      if (!failure.isLooking) void this.#look(context, failure);
      if (failure.isPassing && failure.trying === undefined && Date.now() >= failure.dueAt)
        void this.#try(context, failure);
    }
  }

  async #look(context: string, failure: Failure): Promise<void> {
    failure.isLooking = true;
    const [before, now] = await Promise.all([failure.stamp, this.#stamp(context)]);
    failure.isLooking = false;
    // A file that is half written says nothing
    if (now !== undefined && now !== before) this.#hope(context, failure);
  }

  async #try(context: string, failure: Failure): Promise<void> {
    failure.trying = new AbortController();
    const { signal } = failure.trying;
    try {
      await this.#parts.attempt(context, signal);
      if (!signal.aborted) this.#hope(context, failure);
    } catch (error) {
      if (!signal.aborted && !isCancelled(error) && errorWords(error).brief !== failure.because)
        this.#parts.onOther(context, error);
    } finally {
      failure.trying = undefined;
      failure.dueAt = Date.now() + this.#pauses.retry;
    }
  }

  #hope(context: string, failure: Failure): void {
    if (!this.#isNow(context, failure)) return;
    this.delete(context);
    this.#parts.onHope(context);
  }

  /** Another attempt may have taken its place meanwhile. */
  #isNow(context: string, failure: Failure): boolean {
    return this.#failures.get(context) === failure;
  }

  async #stamp(context: string): Promise<string | undefined> {
    try {
      return await this.#parts.stamp(context);
    } catch {
      return undefined;
    }
  }
}

/** The server was not there. A login is never tried again by itself: it may open a browser. */
function isPassing(error: unknown): boolean {
  if (!isKubeError(error)) return false;
  const { code, operation } = error.facts;
  return (code === 'unreachable' || code === 'timeout') && operation !== 'connect';
}

function isCancelled(error: unknown): boolean {
  return isKubeError(error) && error.facts.code === 'cancelled';
}
