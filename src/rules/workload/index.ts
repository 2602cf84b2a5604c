import type { AnyRule } from '../../core/rule.ts';
import { unavailable } from './unavailable.ts';

export const workloadRules: readonly AnyRule[] = [unavailable];
