import type { ReportMessage } from '../../../core/reportMessages.ts';

/** What a report shows after another run: its answer, or that of the run before, with why this one had none. */
export function laterReport(before: ReportMessage | undefined, now: ReportMessage): ReportMessage {
  const { error, takenAt } = now.envelope;
  if (error === undefined || before === undefined || before.envelope.error !== undefined) return now;
  return { ...before, failed: { at: takenAt, error }, lacksContext: now.lacksContext === true };
}
