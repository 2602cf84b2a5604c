import type { AnyRule } from '../../core/rule.ts';
import { failed } from './failed.ts';
import { stuck } from './stuck.ts';
import { suspended } from './suspended.ts';

export const jobRules: readonly AnyRule[] = [failed, stuck, suspended];
