import type { LostCluster } from '../core/engine.ts';
import { isKubeError, type KubeError } from '../core/kubeError.ts';
import type { Clock } from '../core/ports.ts';
import { whatHelps } from '../core/whatHelps.ts';

const second = 1000;
const longestPause = 10 * second;
/** A login may open a browser: not every ten seconds. */
const loginPause = 60 * second;

/**
 * Whether the cluster is there. A watch that fails proves nothing, since servers end them all the time, and one that is silent proves
 * nothing either: a request is made then, and again at growing intervals for as long as it fails too.
 */
export class Reachability {
  readonly #clock: Clock;
  readonly #probe: (signal: AbortSignal) => Promise<unknown>;
  readonly #onTurn: (lost: LostCluster | undefined) => void;
  #probing: AbortController | undefined;
  #lost: LostCluster | undefined;

  /** @param onTurn the cluster is lost, or there again */
  constructor(
    clock: Clock,
    probe: (signal: AbortSignal) => Promise<unknown>,
    onTurn: (lost: LostCluster | undefined) => void,
  ) {
    this.#clock = clock;
    this.#probe = probe;
    this.#onTurn = onTurn;
  }

  get lost(): LostCluster | undefined {
    return this.#lost;
  }

  /** A read or a watch has failed. */
  suspect(error: KubeError): void {
    if (isLoss(error)) this.probe();
  }

  /** Asks the cluster until it answers. */
  probe(): void {
    if (this.#probing !== undefined) return;
    this.#probing = new AbortController();
    void this.#untilThere(this.#probing);
  }

  /** Asks once. Why it is not there; undefined: it is. Any answer of the server itself is one, also a refusal. */
  async ask(signal: AbortSignal): Promise<KubeError | undefined> {
    try {
      await this.#probe(signal);
      return undefined;
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!isKubeError(error)) throw error;
      return isLoss(error) ? error : undefined;
    }
  }

  /** Asks no more. What is known stays known. */
  stop(): void {
    this.#probing?.abort();
    this.#probing = undefined;
  }

  async #untilThere(probing: AbortController): Promise<void> {
    const { signal } = probing;
    for (let pause = second; ; pause = Math.min(longestPause, 2 * pause)) {
      let error = await this.ask(signal);
      // A machine that slept, or a server that is busy for a moment, is late once
      if (error?.facts.code === 'timeout' && this.#lost === undefined) error = await this.ask(signal);
      if (signal.aborted) return;
      if (error === undefined) break;
      this.#turn(error);
      const { code, operation } = error.facts;
      const isLogin = code === 'unauthorized' && operation === 'connect';
      await this.#clock.sleep(isLogin ? loginPause : pause, signal).catch(() => undefined);
      if (isOver(signal)) return;
    }
    this.#probing = undefined;
    if (this.#lost === undefined) return;
    this.#lost = undefined;
    this.#onTurn(undefined);
  }

  #turn({ facts }: KubeError): void {
    const { detail } = facts;
    if (this.#lost?.because === detail) return;
    this.#lost = { since: this.#lost?.since ?? this.#clock.now(), because: detail, hint: whatHelps(facts) };
    this.#onTurn(this.#lost);
  }
}

/** Read anew: the compiler takes a signal that has not ended for one that never will. */
function isOver({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** No answer, an expired credential, a gateway in the place of the server, or a kubeconfig that leads nowhere any more. */
function isLoss({ facts: { code, status = 0, operation } }: KubeError): boolean {
  if (code === 'cancelled') return false;
  return (
    code === 'unreachable' || code === 'timeout' || code === 'unauthorized' || status >= 500 || operation === 'connect'
  );
}
