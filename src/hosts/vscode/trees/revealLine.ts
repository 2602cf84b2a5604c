import { setTimeout as sleep } from 'node:timers/promises';

interface RevealOptions {
  readonly select: true;
  readonly focus?: true;
  readonly expand?: true;
}

interface Line {
  readonly id: string;
}

/** Of a tree view of the editor. */
export interface RevealingView<T> {
  readonly selection: readonly T[];
  reveal(line: T, options: RevealOptions): PromiseLike<void>;
}

export interface Revealing<T> {
  readonly isExpanded: (line: T) => boolean;
  /** How long the editor has for what it draws meanwhile. Milliseconds; longer than changes are held back (quietChanges.ts). */
  readonly pause?: number;
}

const attempts = 6;

/**
 * Selects a line, and expands it where asked. The editor looks the line up, draws, and then acts on what it has looked up: if the tree
 * changes in between (a refresh, a live cluster), it does nothing and says so nowhere, or that the line is not there. Hence again until it
 * shows, or until the person selects something else.
 * @throws Error of the editor where the line cannot be revealed at all
 */
export async function revealLine<T extends Line>(
  view: RevealingView<T>,
  line: T,
  options: RevealOptions,
  { isExpanded, pause = 350 }: Revealing<T>,
): Promise<void> {
  const before = view.selection[0]?.id;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await view.reveal(line, options);
    } catch (error) {
      if (attempt === attempts) throw error;
    }
    await sleep(pause);
    const selected = view.selection[0]?.id;
    const isShown = selected === line.id && (options.expand !== true || isExpanded(line));
    const isElsewhere = selected !== undefined && selected !== line.id && selected !== before;
    if (isShown || isElsewhere || attempt === attempts) return;
  }
}
