import type { AnyRule } from '../../core/rule.ts';
import { nodeLost } from './nodeLost.ts';

export const podRules: readonly AnyRule[] = [nodeLost];
