import type { AnyRule } from '../../core/rule.ts';
import { stuckTerminating } from './stuckTerminating.ts';

export const namespaceRules: readonly AnyRule[] = [stuckTerminating];
