export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
}

/** One run of a container: the one that `kubectl logs` shows, or the one before the last restart. */
export interface LogAddress {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly previous: boolean;
}

/** What the containers have written, oldest line first. */
export class ContainerLogs {
  readonly #lines = new Map<string, readonly LogLine[]>();

  set(address: LogAddress, lines: readonly LogLine[]): void {
    this.#lines.set(keyOf(address), lines);
  }

  /** Empty for a container that wrote nothing. */
  get(address: LogAddress): readonly LogLine[] {
    return this.#lines.get(keyOf(address)) ?? [];
  }

  addresses(): readonly LogAddress[] {
    return [...this.#lines.keys()].map((key) => {
      const [namespace = '', pod = '', container = '', run] = key.split('/');
      return { namespace, pod, container, previous: run === 'previous' };
    });
  }
}

function keyOf({ namespace, pod, container, previous }: LogAddress): string {
  return [namespace, pod, container, previous ? 'previous' : 'current'].join('/');
}
