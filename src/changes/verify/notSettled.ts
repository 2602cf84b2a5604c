import type { Finding } from '../../core/finding.ts';
import type { SeenEffect } from './seenEffect.ts';

/** The finding that a change makes of itself. Told like a rule, for its docs page. */
export const notSettled = {
  id: 'change/not-settled',
  severity: 'critical',
  speaks:
    'A change was written, and what it was to bring about has failed (critical), or had not come within the time that it was watched (a warning).',
  silent: 'Changes that have settled; those of which nothing could be seen, which leaves a gap.',
} as const;

/** The findings of what holds it up stand ahead of it. */
export function notSettledFinding({ because, unsettled }: SeenEffect, undo: string | null): readonly Finding[] {
  if (unsettled === undefined) return [];
  const { severity, object, evidence } = unsettled;
  return [
    {
      rule: notSettled.id,
      severity,
      object,
      message: `The change is written, and has not settled: ${(because ?? 'the time is over').replace(/\.$/, '')}.`,
      evidence,
      remedy: `Mend what holds it up${undo === null ? '' : `, or take it back: ${undo}`}.`,
    },
  ];
}
