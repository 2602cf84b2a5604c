/**
 * The lines by which a suite inside the extension host and its runner outside understand one another. They travel as console
 * output: format first, then arguments.
 */
export const reportLine = '[mocha] %s';
/** Followed by a `SuiteCounts` as JSON. A runner believes only a suite that said it: a killed host looks like success. */
export const endLine = '[mocha-end] %s';

export interface SuiteCounts {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
}
