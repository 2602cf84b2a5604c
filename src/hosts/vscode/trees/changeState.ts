import type { JournaledChange } from '../../../core/journal.ts';

/**
 * Where a change stands, as its line tells it. `unfinished`: its process ended without a word, and nobody knows what it did; `unseen`:
 * it is written, and nobody has seen whether it settled.
 */
export type ChangeState =
  'running' | 'unfinished' | 'settling' | 'unseen' | 'unsettled' | 'done' | 'undone' | 'failed' | 'partial' | 'unknown';

export interface Onlooker {
  readonly now: number;
  /** This machine's name. */
  readonly host: string;
  readonly isRunning: (pid: number) => boolean;
}

/** After so long a change without an outcome will get none from its process. Milliseconds. */
const longestChange = 15 * 60_000;

export function changeState({ intent, outcome, verified, undoneBy }: JournaledChange, by: Onlooker): ChangeState {
  if (undoneBy !== undefined) return 'undone';
  const { at, by: maker } = intent;
  const isGone = by.now - Date.parse(at) > longestChange || (maker.host === by.host && !by.isRunning(maker.pid));
  if (outcome === undefined) return isGone ? 'unfinished' : 'running';
  if (outcome.result !== 'done') return outcome.result === 'conflict' ? 'failed' : outcome.result;
  if (verified !== undefined) return verified.settled ? 'done' : 'unsettled';
  return isGone ? 'unseen' : 'settling';
}

/** Why a change did not come to its end; undefined where it did. */
export function changeReason({ outcome, verified }: JournaledChange): string | undefined {
  const error = outcome?.steps.find((step) => step.error !== undefined)?.error;
  return error ?? (outcome?.result === 'conflict' ? 'the cluster had changed' : verified?.because);
}

/** Something of it is there that can be taken back. The cluster is asked when it comes to it. */
export function isUndoable({ intent, outcome, undoneBy }: JournaledChange): boolean {
  return (
    intent.undo.possible && undoneBy === undefined && outcome?.steps.some(({ result }) => result === 'done') === true
  );
}
