import type { ReportCall } from '../src/core/reportMessages.ts';

/** The view's own part of what was saved, where it was saved for this call. */
export function savedState(saved: unknown, call: ReportCall): unknown {
  if (typeof saved !== 'object' || saved === null || !('call' in saved) || !('state' in saved)) return undefined;
  return JSON.stringify(saved.call) === JSON.stringify(call) ? saved.state : undefined;
}
