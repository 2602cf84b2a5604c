import { hostname } from 'node:os';
import type { JournaledChange } from '../../core/journal.ts';
import { changeReason, changeState, wayBack, type ChangeState, type Onlooker } from '../journal/changeState.ts';
import { isRunning } from '../journal/isRunning.ts';
import { openEngine } from './openEngine.ts';
import type { Terminal } from './terminal.ts';

export interface ChangesFlags {
  readonly json: boolean;
  readonly check: boolean;
}

const mostShown = 50;

/**
 * `changes`: what was changed, the newest first; with `--json` the journal as it is, with `--check` whether its chain is whole. Where it
 * is not, each of them ends with 1: what is there may not be all.
 */
export async function changesCommand({ json, check }: ChangesFlags, terminal: Terminal): Promise<number> {
  const engine = await openEngine({ demo: false }, terminal);
  try {
    const changes = json || check ? [] : await engine.changes(mostShown);
    const found = await engine.checkJournal();
    const isWhole = found.brokenAt === undefined;
    if (check) terminal.out(`${JSON.stringify(found)}\n`);
    else if (json) terminal.out(await engine.journalText());
    else if (changes.length === 0 && isWhole) terminal.err('Nothing was changed yet.\n');
    const by: Onlooker = { now: Date.now(), host: hostname(), isRunning };
    for (const change of changes) terminal.out(`${changeLine(change, changeState(change, by))}\n`);
    if (!isWhole && !check)
      terminal.err(
        `kube-sre: the journal of changes is not whole: ${found.because ?? `line ${found.brokenAt}`}. What it holds may not be all that was changed.\n`,
      );
    return isWhole ? 0 : 1;
  } finally {
    await engine.dispose();
  }
}

function changeLine(change: JournaledChange, state: ChangeState): string {
  const { at, title, cluster, by } = change.intent;
  return [at, cluster.context, title, stateWords(change, state), by.user, backWords(change, state)]
    .filter((part) => part !== '')
    .join('  ');
}

function stateWords(change: JournaledChange, state: ChangeState): string {
  const reason = changeReason(change);
  const because = reason === undefined ? '' : `: ${reason}`;
  switch (state) {
    case 'running':
      return 'still running';
    case 'unfinished':
      return 'no outcome, nobody knows whether it was done';
    case 'settling':
      return 'done, still watched';
    case 'unseen':
      return 'done, nobody watched what came of it';
    case 'unsettled':
      return `done, not settled${because}`;
    case 'done':
    case 'undone':
      return 'done';
    case 'failed':
      return `not done${because}`;
    case 'partial':
      return `done in part${because}`;
    case 'unknown':
      return `unknown whether it was done${because}`;
  }
}

function backWords(change: JournaledChange, state: ChangeState): string {
  const { intent, undoneBy = '' } = change;
  switch (wayBack(change)) {
    case 'possible':
      return `kube-sre undo ${intent.id}`;
    case 'undone':
      return `undone by ${undoneBy}`;
    case 'impossible':
      return 'cannot be undone';
    case 'over':
      return 'cannot be undone any more';
    case 'nothing':
      return 'nothing to undo';
    case 'unclear':
      return state === 'running' ? '' : 'look at the object first';
  }
}
