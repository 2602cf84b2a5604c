import { conditionOf } from './conditions.ts';
import type { Job } from './kinds/job.ts';

/** How a Job ended, and when. */
export interface JobEnding {
  readonly failed: boolean;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** `BackoffLimitExceeded` */
  readonly reason: string;
  readonly message: string;
  /** `status.conditions[0]` */
  readonly path: string;
}

/** Undefined while it goes on. */
export function jobEnding({ status }: Job): JobEnding | undefined {
  for (const type of ['Failed', 'Complete']) {
    const condition = conditionOf(status?.conditions, type);
    if (condition?.status !== 'True') continue;
    const told = status?.completionTime ?? condition.lastTransitionTime;
    return {
      failed: type === 'Failed',
      at: Date.parse(told ?? '') || 0,
      reason: condition.reason ?? '',
      message: condition.message ?? '',
      path: `status.conditions[${status?.conditions?.indexOf(condition) ?? 0}]`,
    };
  }
  return undefined;
}
