import type { AnyRule } from '../../core/rule.ts';
import { notReady } from './notReady.ts';

export const nodeRules: readonly AnyRule[] = [notReady];
