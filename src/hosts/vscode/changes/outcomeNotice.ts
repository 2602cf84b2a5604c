import type { Envelope } from '../../../core/envelope.ts';

export interface OutcomeNotice {
  readonly how: 'info' | 'warning' | 'error';
  readonly text: string;
  /** The change that can be taken back. */
  readonly undo?: string;
  /** Where changes are to be enabled first. */
  readonly enable?: string;
}

/**
 * What a person is told of a change that was asked for; undefined: nothing that they have not just said themselves. Written and not
 * settled is no success.
 * @param isQuiet chat tells of what was not done
 */
export function outcomeNotice(envelope: Envelope, isQuiet: boolean): OutcomeNotice | undefined {
  const { verdict, headline: text, blockedBy, change, error, context } = envelope;
  if (verdict === 'declined' || error?.code === 'cancelled') return undefined;
  if (verdict === 'applied' || verdict === 'undone') {
    const undo = change === undefined || change.undo === null ? {} : { undo: change.id };
    return { how: change?.verified?.settled === false ? 'warning' : 'info', text, ...undo };
  }
  if (verdict === 'answered') return isQuiet ? undefined : { how: 'info', text };
  // A part of it may be done, or all of it: that is told wherever it was asked for
  if (error !== undefined && change !== undefined) {
    const undo = change.undo === null ? {} : { undo: change.id };
    return { how: 'error', text, ...undo };
  }
  if (isQuiet) return undefined;
  return { how: 'warning', text, ...(blockedBy === 'disabled' && context !== undefined ? { enable: context } : {}) };
}
