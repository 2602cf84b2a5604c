import type { Clock } from '../core/ports.ts';

const samples = 5;
/** The Date header counts in seconds, and an answer takes its time: a smaller difference is noise. */
const noise = 2_000;

/** The API server's time, learned from the Date header of its answers. */
export class ServerClock {
  readonly #clock: Clock;
  readonly #offsets: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now() + this.offset();
  }

  /** Milliseconds by which the server is ahead of this machine; 0 where they agree within two seconds. */
  offset(): number {
    const sorted = this.#offsets.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return Math.abs(median) > noise ? median : 0;
  }

  learn(dateHeader: string | undefined, sentAt: number, receivedAt: number): void {
    const date = Date.parse(dateHeader ?? '');
    if (Number.isNaN(date)) return;
    // The header cuts off the fraction: on average half a second
    this.#offsets.push(date + 500 - (sentAt + receivedAt) / 2);
    if (this.#offsets.length > samples) this.#offsets.shift();
  }
}
