import type { AnyRule } from '../../core/rule.ts';
import { changes } from './changes.ts';
import { violates } from './violates.ts';

export const limitRangeRules: readonly AnyRule[] = [violates, changes];
