import type { Clock } from '../core/ports.ts';

const width = 4;
const slowMilliseconds = 30_000;

interface Waiting {
  admit(): void;
}

/** How many requests may be under way at once for a cluster: first come, first served. */
export class Slots {
  readonly #clock: Clock;
  readonly #queue: Waiting[] = [];
  #taken = 0;
  #slowUntil = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves to what gives the slot back. A waiter whose signal fires leaves the queue at once. */
  enter(signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const leaveQueue = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(signal.reason as Error);
      };
      const waiting: Waiting = {
        admit: () => {
          signal.removeEventListener('abort', leaveQueue);
          this.#taken += 1;
          resolve(this.#givesBack());
        },
      };
      signal.addEventListener('abort', leaveQueue, { once: true });
      this.#queue.push(waiting);
      this.#admit();
    });
  }

  /** The server asked for patience: one request at a time for a while. */
  slowDown(): void {
    this.#slowUntil = this.#clock.now() + slowMilliseconds;
  }

  #givesBack(): () => void {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#taken -= 1;
      this.#admit();
    };
  }

  #admit(): void {
    const allowed = this.#clock.now() < this.#slowUntil ? 1 : width;
    while (this.#taken < allowed) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      next.admit();
    }
  }
}
