import type { CallObserver, Clock, Progress } from '../core/ports.ts';
import { SharedTask } from './sharedTask.ts';

const unusedMilliseconds = 5 * 60_000;
const sweepMilliseconds = 60_000;
const maxItems = 50_000;

interface Entry {
  readonly task: SharedTask<unknown>;
  readonly listeners: Set<(progress: Progress) => void>;
  /** Set when the read has ended well. */
  until: number;
  usedAt: number;
  items: number;
}

export interface SharedRead<T> {
  /** Tells apart what must not be shared; the type of the answer must follow from it. */
  readonly key: string;
  readonly keepMilliseconds: number;
  readonly read: (signal: AbortSignal, by: CallObserver) => Promise<T>;
  /** How much of the memory an answer takes, in objects. */
  readonly weigh: (value: T) => number;
}

/**
 * One request for all who ask for the same at the same time, and its answer kept for a while. A read is aborted when the last of
 * those who wait for it gives up; one that failed is not kept.
 */
export class SharedReads {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #sweeper: NodeJS.Timeout | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async get<T>(
    { key, keepMilliseconds, read, weigh }: SharedRead<T>,
    signal: AbortSignal,
    by: CallObserver,
  ): Promise<T> {
    signal.throwIfAborted();
    const now = this.#clock.now();
    let entry = this.#entries.get(key);
    if (entry !== undefined && entry.until > now) by.onShared?.();
    else entry = this.#begin(key, keepMilliseconds, read, weigh, by);
    entry.usedAt = now;
    const listener = by.onProgress?.bind(by);
    if (listener !== undefined) entry.listeners.add(listener);
    try {
      // The key names what is read and how it is projected, so the answer is of the type that this reader gives
      return (await entry.task.join(signal)) as T;
    } finally {
      if (listener !== undefined) entry.listeners.delete(listener);
    }
  }

  /** What is under way goes on for those who wait for it. */
  forget(): void {
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
    this.#entries.clear();
  }

  /** Ends what is under way, too. */
  abandon(reason: Error): void {
    const tasks = [...this.#entries.values()].map(({ task }) => task);
    this.forget();
    for (const task of tasks) task.abandon(reason);
  }

  #begin<T>(
    key: string,
    keepMilliseconds: number,
    read: SharedRead<T>['read'],
    weigh: (value: T) => number,
    by: CallObserver,
  ): Entry {
    const listeners = new Set<(progress: Progress) => void>();
    const toAll: CallObserver = {
      onRequest: (event) => by.onRequest?.(event),
      onProgress: (progress) => {
        for (const listener of listeners) listener(progress);
      },
    };
    const task = new SharedTask<unknown>(
      async (signal) => {
        const value = await read(signal, toAll);
        entry.items = weigh(value);
        entry.until = this.#clock.now() + keepMilliseconds;
        return value;
      },
      () => {
        // Failed or given up: the next one asks anew
        if (entry.until === Infinity && this.#entries.get(key) === entry) this.#entries.delete(key);
        this.#makeRoom(entry);
      },
    );
    const entry: Entry = { task, listeners, until: Infinity, usedAt: this.#clock.now(), items: 0 };
    this.#entries.set(key, entry);
    this.#sweeper ??= setInterval(() => this.#sweep(), sweepMilliseconds).unref();
    return entry;
  }

  /** The longest unused go first; the newest stays even where it alone is more than fits, since it was asked for just now. */
  #makeRoom(newest: Entry): void {
    let items = [...this.#entries.values()].reduce((sum, entry) => sum + entry.items, 0);
    const oldestFirst = [...this.#entries].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, entry] of oldestFirst) {
      if (items <= maxItems) return;
      if (entry === newest || entry.items === 0) continue;
      this.#entries.delete(key);
      items -= entry.items;
    }
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [key, { until, usedAt }] of this.#entries)
      if (until <= now || (until !== Infinity && usedAt + unusedMilliseconds <= now)) this.#entries.delete(key);
    if (this.#entries.size > 0) return;
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }
}
