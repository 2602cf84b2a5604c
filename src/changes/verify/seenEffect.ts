import type { Evidence, Severity } from '../../core/finding.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { Change } from '../../core/plan.ts';
import type { Judgement } from '../../rules/judge.ts';
import type { Reader } from '../../rules/reader.ts';

/** What was seen of a change until it settled, failed or the time was over. */
export interface SeenEffect extends Omit<NonNullable<Change['verified']>, 'seconds'> {
  /** Where it has not settled: by what it is seen. */
  readonly unsettled?: {
    /** Critical: it will not by itself. */
    readonly severity: Severity;
    readonly object: ObjectRef;
    readonly evidence: Evidence[];
    /** What the rules say of what holds it up. */
    readonly judge?: (reader: Reader, signal: AbortSignal) => Promise<Judgement>;
  };
}
