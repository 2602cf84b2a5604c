import type { AnyRule } from '../../core/rule.ts';
import { governingServiceMissing } from './governingServiceMissing.ts';
import { ordinalStuck } from './ordinalStuck.ts';
import { updateHeld } from './updateHeld.ts';

export const statefulsetRules: readonly AnyRule[] = [ordinalStuck, governingServiceMissing, updateHeld];
