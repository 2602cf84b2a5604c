import { counted } from '../../core/counted.ts';
import type { Revision } from './revision.ts';

/** Whether a revision was ever available, and what tells. */
export interface Availability {
  readonly state: 'yes' | 'no' | 'unknown';
  readonly source: string;
}

/** Somebody who may know of a revision; undefined where it has nothing to say. */
export type Witness = (revision: Revision) => Availability | undefined;

/** Of a ControllerRevision the pods may not have been read. */
function nobody({ pods }: Revision): Availability {
  const now =
    pods === undefined
      ? 'no pods of it seen ready now'
      : pods.made === 0
        ? 'no pods of it now'
        : `${pods.available} of ${counted(pods.made, 'pod')} available now`;
  return { state: 'unknown', source: `${now}, and nothing else that is kept tells` };
}

/** Who has seen it available is believed before who has not. */
export function availabilityOf(revision: Revision, witnesses: readonly Witness[]): Availability {
  const heard = witnesses.flatMap((witness) => witness(revision) ?? []);
  return (
    heard.find(({ state }) => state === 'yes') ??
    heard.find(({ state }) => state === 'no') ??
    heard[0] ??
    nobody(revision)
  );
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
