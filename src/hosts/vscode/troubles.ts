import type { CallRecord } from '../../core/engine.ts';
import { isRecord } from '../../core/json.ts';
import { whatHelps } from '../../core/whatHelps.ts';

/** Why something cannot be used, and what helps. */
export interface Trouble {
  readonly because: string;
  readonly hint: string;
}

/** What is known of clusters that are lost and of a kubeconfig that cannot be read, from whoever asked last. */
export class Troubles {
  readonly #contexts = new Map<string, Trouble>();
  #kubeconfig: Trouble | undefined;

  get kubeconfig(): Trouble | undefined {
    return this.#kubeconfig;
  }

  of(context: string): Trouble | undefined {
    return this.#contexts.get(context);
  }

  /** @returns whether that is news, as all of these do */
  learnContext(context: string, trouble: Trouble | undefined): boolean {
    const isNews = differ(this.#contexts.get(context), trouble);
    if (trouble === undefined) this.#contexts.delete(context);
    else this.#contexts.set(context, trouble);
    return isNews;
  }

  learnKubeconfig(trouble: Trouble | undefined): boolean {
    const isNews = differ(this.#kubeconfig, trouble);
    this.#kubeconfig = trouble;
    return isNews;
  }

  /** @param active the context of calls that name none */
  learnCall(record: CallRecord, active: string | undefined): boolean {
    const context = record.context ?? contextIn(record.input) ?? active;
    if (context === undefined) return false;
    const [, code = '', message = ''] = /^(\w+): (.*)$/s.exec(record.error ?? '') ?? [];
    if (isLoss(code)) return this.learnContext(context, { because: message, hint: whatHelps({ code }) });
    // What came from memory, and what could not be found out, does not say that the cluster is there
    const hasAnswered = record.stats.requests > 0 && (record.verdict !== 'unknown' || isAnswer(code));
    return hasAnswered && this.learnContext(context, undefined);
  }

  clear(): boolean {
    const wasAny = this.#contexts.size > 0 || this.#kubeconfig !== undefined;
    this.#contexts.clear();
    this.#kubeconfig = undefined;
    return wasAny;
  }
}

function differ(a: Trouble | undefined, b: Trouble | undefined): boolean {
  return a?.because !== b?.because || a?.hint !== b?.hint;
}

function isLoss(code: string): code is 'unreachable' | 'unauthorized' | 'timeout' {
  return code === 'unreachable' || code === 'unauthorized' || code === 'timeout';
}

/** Errors that only a server that is there gives, once it was asked. */
function isAnswer(code: string): boolean {
  return code === 'forbidden' || code === 'not_found' || code === 'conflict';
}

function contextIn(input: unknown): string | undefined {
  return isRecord(input) && typeof input.context === 'string' && input.context !== '' ? input.context : undefined;
}
