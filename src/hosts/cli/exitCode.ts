import type { Envelope } from '../../core/envelope.ts';

/** The process's exit code for an answer: docs/cli.md has the table. */
export function exitCode({ verdict, blockedBy, error, change }: Envelope): number {
  if (error?.code === 'cancelled') return 130;
  if (error?.code === 'bad_input') return 2;
  if (error !== undefined) return 1;
  if (verdict === 'declined') return 4;
  if (verdict === 'blocked') return blockedBy === 'approval' ? 3 : 4;
  // Written and not settled is no success
  return change?.verified?.settled === false ? 4 : 0;
}
