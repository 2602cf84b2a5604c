import type { ContextSummary } from '../../../core/ports.ts';

/** The files are asked for their time and size only, and read where these have changed. Milliseconds. */
const interval = 2000;

/**
 * Notices that the kubeconfig has changed while somebody looks: kubectl, a login or an editor may write it at any time. By asking, and
 * not by watching files, since they are replaced and not written, may not be there yet, and may lie on a file system without events.
 */
export class KubeconfigWatch {
  readonly #read: () => Promise<readonly ContextSummary[] | undefined>;
  readonly #onChange: () => void;
  #timer: NodeJS.Timeout | undefined;
  #seen: string | undefined;
  /** A file that cannot be read may be half written: the second look decides. */
  #doubted: string | undefined;

  /** @param read undefined: nobody has asked for it yet, and so need we not */
  constructor(read: () => Promise<readonly ContextSummary[] | undefined>, onChange: () => void) {
    this.#read = read;
    this.#onChange = onChange;
  }

  setVisible(visible: boolean): void {
    clearInterval(this.#timer);
    this.#timer = visible ? setInterval(() => void this.look(), interval) : undefined;
    // It may have changed while nobody looked
    if (visible) void this.look();
  }

  async look(): Promise<void> {
    const now = await this.#stamp();
    if (now === undefined) return;
    const isDoubtful = now.startsWith(broken) && this.#doubted !== now;
    this.#doubted = now;
    if (isDoubtful || now === this.#seen) return;
    const isFirst = this.#seen === undefined;
    this.#seen = now;
    if (!isFirst) this.#onChange();
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  async #stamp(): Promise<string | undefined> {
    try {
      const contexts = await this.#read();
      return contexts === undefined ? undefined : JSON.stringify(contexts);
    } catch (error) {
      return `${broken} ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}

const broken = 'broken';
