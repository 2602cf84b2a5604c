import type { Host } from '../host.ts';

export interface JournalWatch {
  setVisible(visible: boolean): void;
  dispose(): void;
}

/** Tells, while somebody looks, when any window or the command line has written to the journal. */
export function journalWatch({ engines, log }: Pick<Host, 'engines' | 'log'>, onChange: () => void): JournalWatch {
  let wanted: AbortController | undefined;
  let stop: (() => void) | undefined;
  const end = (): void => {
    wanted?.abort();
    wanted = undefined;
    stop?.();
    stop = undefined;
  };
  const begin = async (): Promise<void> => {
    if (wanted !== undefined) return;
    wanted = new AbortController();
    const { signal } = wanted;
    const engine = await engines.get();
    // It may have gone out of sight meanwhile
    if (!signal.aborted) stop = engine.listenChanges(onChange);
  };
  return {
    setVisible: (visible) => {
      if (!visible) end();
      else begin().catch((error: unknown) => log.warn(`The journal is not watched: ${String(error)}`));
    },
    dispose: end,
  };
}
