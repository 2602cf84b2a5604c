import type { JournaledChange } from '../../core/journal.ts';
import { openEngine } from './openEngine.ts';
import type { Terminal } from './terminal.ts';

export interface ChangesFlags {
  readonly json: boolean;
  readonly check: boolean;
}

const mostShown = 50;

/** `changes`: what was changed, the newest first; with `--json` the journal as it is, with `--check` whether its chain is whole. */
export async function changesCommand({ json, check }: ChangesFlags, terminal: Terminal): Promise<number> {
  const engine = await openEngine({ demo: false }, terminal);
  try {
    if (check) {
      const found = await engine.checkJournal();
      terminal.out(`${JSON.stringify(found)}\n`);
      return found.brokenAt === undefined ? 0 : 1;
    }
    if (json) {
      terminal.out(await engine.journalText());
      return 0;
    }
    const changes = await engine.changes(mostShown);
    if (changes.length === 0) terminal.err('Nothing was changed yet.\n');
    for (const change of changes) terminal.out(`${changeLine(change)}\n`);
    return 0;
  } finally {
    await engine.dispose();
  }
}

function changeLine({ intent, outcome, verified, undoneBy }: JournaledChange): string {
  const { id, at, title, cluster, by, undo } = intent;
  const state =
    outcome === undefined
      ? 'no outcome'
      : outcome.result === 'done' && verified?.settled === false
        ? `done, not settled: ${verified.because ?? ''}`
        : outcome.result;
  const back =
    undoneBy !== undefined ? `undone by ${undoneBy}` : undo.possible ? `kube-sre undo ${id}` : 'cannot be undone';
  return [at, cluster.context, title, state, by.user, back].join('  ');
}
