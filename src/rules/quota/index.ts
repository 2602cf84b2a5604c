import type { AnyRule } from '../../core/rule.ts';
import { blocks } from './blocks.ts';
import { near } from './near.ts';
import { needsRequests } from './needsRequests.ts';

export const quotaRules: readonly AnyRule[] = [blocks, needsRequests, near];
