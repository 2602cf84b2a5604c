import type { AnyRule } from '../../core/rule.ts';
import { misscheduled } from './misscheduled.ts';
import { unavailable } from './unavailable.ts';

export const daemonsetRules: readonly AnyRule[] = [unavailable, misscheduled];
