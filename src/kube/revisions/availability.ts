import type { Revision } from './revision.ts';

/** Whether a revision was ever available, and what tells. */
export interface Availability {
  readonly state: 'yes' | 'no' | 'unknown';
  readonly source: string;
}

/** Somebody who may know of a revision; undefined where it has nothing to say. */
export type Witness = (revision: Revision) => Availability | undefined;

const nobody: Availability = { state: 'unknown', source: 'no pods of it now, and nothing else that is kept tells' };

/** Who has seen it available is believed before who has not. */
export function availabilityOf(revision: Revision, witnesses: readonly Witness[]): Availability {
  const heard = witnesses.flatMap((witness) => witness(revision) ?? []);
  return heard.find(({ state }) => state === 'yes') ?? heard.find(({ state }) => state === 'no') ?? heard[0] ?? nobody;
}

/**
 * The newest revision that is known to have been available, other than the one that is asked for now: where a rollback would go to. An
 * unknown one is never it.
 */
export function lastKnownGood(
  revisions: readonly Revision[],
  current: Revision | undefined,
  witnesses: readonly Witness[],
): Revision | undefined {
  return revisions.findLast((one) => one !== current && availabilityOf(one, witnesses).state === 'yes');
}
