import type { Engine, EngineOptions } from '../../core/engine.ts';

/**
 * The engine of this window: loaded at the first use and not before (`compose.ts` is a bundle of its own), made anew after a
 * change of settings that it was made with.
 */
export class EngineSlot {
  readonly #options: () => EngineOptions;
  readonly #prepare: (engine: Engine) => Promise<void>;
  #engine: Promise<Engine> | undefined;

  /** `prepare` runs once for each new engine, before anybody gets it; it must bear failures itself. */
  constructor(options: () => EngineOptions, prepare: (engine: Engine) => Promise<void>) {
    this.#options = options;
    this.#prepare = prepare;
  }

  get(): Promise<Engine> {
    this.#engine ??= this.#load().catch((error: unknown) => {
      this.#engine = undefined;
      throw error;
    });
    return this.#engine;
  }

  /** The engine where it is loaded already. */
  get loaded(): Promise<Engine> | undefined {
    return this.#engine;
  }

  /** The next use makes a new one. */
  async reset(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    await (await engine?.catch(() => undefined))?.dispose();
  }

  async #load(): Promise<Engine> {
    const { createEngine } = await import('../../compose.ts');
    const engine = createEngine(this.#options());
    await this.#prepare(engine);
    return engine;
  }
}
