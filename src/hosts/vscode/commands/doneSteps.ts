/** What was done that the walkthrough has a step for. */
export type DoneStep = 'connected' | 'asked';

export interface DoneStepsParts {
  /** Makes a context key of the editor true. */
  readonly set: (key: string) => void;
  /** Milliseconds from opening the walkthrough until the editor listens to its keys, in any case. */
  readonly patience: number;
}

/**
 * Tells the walkthrough of steps that were done in another way. The editor ticks a step off when its key becomes true, and listens only
 * from when it has registered the walkthrough: a key that was true already never does. So each step has a second key, which becomes true
 * a while after the walkthrough was opened.
 */
export class DoneSteps {
  readonly #parts: DoneStepsParts;
  readonly #done = new Set<DoneStep>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: DoneStepsParts) {
    this.#parts = parts;
  }

  done(step: DoneStep): void {
    if (this.#done.has(step)) return;
    this.#done.add(step);
    this.#parts.set(`kubeSre.${step}`);
  }

  opened(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const step of this.#done) this.#parts.set(`kubeSre.${step}Before`);
    }, this.#parts.patience);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
