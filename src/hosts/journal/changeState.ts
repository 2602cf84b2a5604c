import type { JournaledChange } from '../../core/journal.ts';

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

/**
 * `over`: what an undo would have stopped has ended. `nothing`: nothing of it was done. `unclear`: nobody knows whether anything was. The
 * cluster is asked when it comes to an undo.
 */
export type WayBack = 'possible' | 'undone' | 'impossible' | 'over' | 'nothing' | 'unclear';

export function wayBack({ intent: { undo }, outcome, verified, undoneBy }: JournaledChange): WayBack {
  if (undoneBy !== undefined) return 'undone';
  if (outcome === undefined) return 'unclear';
  if (!outcome.steps.some(({ result }) => result === 'done'))
    return outcome.result === 'unknown' ? 'unclear' : 'nothing';
  if (!undo.possible) return 'impossible';
  return undo.onlyWhile === 'rollout' && verified?.settled === true ? 'over' : 'possible';
}
