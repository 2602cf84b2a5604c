import type { CallObserver, Progress } from './ports.ts';

/** Counts what one call asks of the cluster, and passes its progress on. */
export class CallMeter implements CallObserver {
  readonly #onProgress: ((progress: Progress) => void) | undefined;
  #requests = 0;
  #waves = 0;
  #shared = 0;
  #open = 0;
  #login: string | undefined;
  #throttled = false;

  constructor(onProgress?: (progress: Progress) => void) {
    this.#onProgress = onProgress;
  }

  /** The login plugin that the call waits for, where that is all it does. */
  get login(): string | undefined {
    return this.#login;
  }

  /** The server asked for patience at least once. */
  get throttled(): boolean {
    return this.#throttled;
  }

  onProgress(progress: Progress): void {
    if (progress.type === 'waiting') this.#throttled = true;
    if (progress.type === 'login') {
      // Each of the reads that wait for one login says so
      if (this.#login === progress.command) return;
      this.#login = progress.command;
    }
    this.#onProgress?.(progress);
  }

  onRequest(event: 'start' | 'end'): void {
    if (event === 'end') {
      this.#open--;
      return;
    }
    this.#requests++;
    this.#login = undefined;
    // A wave begins when nothing is under way: what starts while something runs waits for nothing.
    if (this.#open++ === 0) this.#waves++;
  }

  onShared(): void {
    this.#shared++;
  }

  counts(): { requests: number; waves: number; shared: number } {
    return { requests: this.#requests, waves: this.#waves, shared: this.#shared };
  }
}
