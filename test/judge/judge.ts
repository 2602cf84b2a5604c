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
  run(count: number, seed: number, cluster: ControlPlane): Promise<Judged>;
}

export interface Judged {
  readonly agreed: number;
  /** One line for each case that is not as the oracle has it. */
  readonly disagreed: readonly string[];
}
