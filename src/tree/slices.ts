import { setImmediate } from 'node:timers/promises';

const sliceMilliseconds = 8;

/** Lets other work of the host have its turn, whenever ours has taken a while. */
export class Slices {
  #since = performance.now();

  async pause(): Promise<void> {
    if (performance.now() - this.#since < sliceMilliseconds) return;
    await setImmediate();
    this.#since = performance.now();
  }
}
