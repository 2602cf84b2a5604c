import type { DraftStep } from '../../core/draft.ts';
import type { JsonObject } from '../../core/json.ts';

/** One step of an undo, beside the step of the change that it takes back. */
export interface TakenBack {
  readonly step: DraftStep;
  readonly of: DraftStep;
  /** The object as it was before the change; undefined: there was none. */
  readonly before: JsonObject | undefined;
}
