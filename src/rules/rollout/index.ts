import type { AnyRule } from '../../core/rule.ts';
import { beganTheFailure } from './beganTheFailure.ts';
import { createRefused } from './createRefused.ts';
import { deadlineExceeded } from './deadlineExceeded.ts';
import { notObserved } from './notObserved.ts';
import { paused } from './paused.ts';
import { stuck } from './stuck.ts';

export const rolloutRules: readonly AnyRule[] = [
  createRefused,
  deadlineExceeded,
  stuck,
  notObserved,
  paused,
  beganTheFailure,
];
