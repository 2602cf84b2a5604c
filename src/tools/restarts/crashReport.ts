import { emptyDiagnosis, type Diagnosis } from '../diagnostics/diagnosis.ts';
import type { LastWrite } from './lastWrites.ts';
import type { NodeFacts } from './nodeFacts.ts';
import type { ContainerHistory, ToldEnd } from './restartHistory.ts';
import type { RevisionChanges } from './revisionChanges.ts';

/** A diagnosis with its history: what ended when, what changed before, and where it ran. */
export interface CrashReport extends Diagnosis {
  /** The newest first. */
  readonly ends: readonly ToldEnd[];
  readonly histories: readonly ContainerHistory[];
  readonly changed?: RevisionChanges;
  readonly references: readonly LastWrite[];
  readonly referencesLeftOut?: number;
  readonly nodeFacts?: NodeFacts;
}

export function emptyCrashReport(pod: string): CrashReport {
  return { ...emptyDiagnosis(pod), ends: [], histories: [], references: [] };
}
