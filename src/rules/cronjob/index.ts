import type { AnyRule } from '../../core/rule.ts';
import { lastRunFailed } from './lastRunFailed.ts';
import { neverDue } from './neverDue.ts';
import { notRunning } from './notRunning.ts';
import { suspended } from './suspended.ts';

export const cronjobRules: readonly AnyRule[] = [neverDue, notRunning, lastRunFailed, suspended];
