import type { ControlPlane } from '../support/controlPlane.ts';

/** A claim of ours over generated cases, and who decides whether it holds. */
export interface Judge {
  readonly name: string;
  readonly claim: string;
  /** Who is right where the two do not agree. */
  readonly oracle: string;
  /** Cases in the tests, and in the full run. */
  readonly few: number;
  readonly full: number;
  /** At least `count` verdicts: a case without one would pass for agreement. */
  run(count: number, seed: number, cluster: ControlPlane): Promise<Judged>;
}

export interface Judged {
  readonly agreed: number;
  /** One line for each case that is not as the oracle has it. */
  readonly disagreed: readonly string[];
}

/** What is wrong with the number of verdicts; undefined where each case has one. */
export function lostCases(count: number, { agreed, disagreed }: Judged): string | undefined {
  const verdicts = agreed + disagreed.length;
  return verdicts >= count ? undefined : `only ${verdicts} verdicts on ${count} cases`;
}
