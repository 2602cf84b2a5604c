interface Pending<T> {
  readonly answer: Promise<T>;
  settled: boolean;
}

/**
 * Reads that may take a minute (a login plugin, a server that does not answer) for an editor that draws nothing anew while it waits
 * for one of them: what takes longer is told of when it is there, and is then given without another read.
 */
export class LateAnswers<T> {
  /** Milliseconds. */
  readonly #patience: number;
  readonly #onArrival: (place: string) => void;
  readonly #pending = new Map<string, Pending<T>>();

  constructor(patience: number, onArrival: (place: string) => void) {
    this.#patience = patience;
    this.#onArrival = onArrival;
  }

  /** What `read` gives, or throws; undefined: not yet. While a read of the place is under way, no other one is begun. */
  async get(place: string, read: () => Promise<T>): Promise<{ readonly answer: T } | undefined> {
    const pending = this.#pending.get(place) ?? this.#begin(place, read());
    if (!pending.settled && !(await settledWithin(pending.answer, this.#patience))) return undefined;
    if (this.#pending.get(place) === pending) this.#pending.delete(place);
    return { answer: await pending.answer };
  }

  /** Whatever is under way is of no interest any more. */
  forget(): void {
    this.#pending.clear();
  }

  #begin(place: string, answer: Promise<T>): Pending<T> {
    const pending: Pending<T> = { answer, settled: false };
    this.#pending.set(place, pending);
    const arrived = (): void => {
      pending.settled = true;
      // Somebody who still waits takes it away in the same moment; then nobody has to be told.
      setImmediate(() => {
        if (this.#pending.get(place) === pending) this.#onArrival(place);
      });
    };
    answer.then(arrived, arrived);
    return pending;
  }
}

/** Whether it is done in time, well or not. */
async function settledWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([
      work.then(
        () => true,
        () => true,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
