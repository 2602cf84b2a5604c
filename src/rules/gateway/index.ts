import type { AnyRule } from '../../core/rule.ts';
import { backendMissing } from './backendMissing.ts';
import { backendPortMissing } from './backendPortMissing.ts';
import { classMissing } from './classMissing.ts';
import { listenerConflict } from './listenerConflict.ts';
import { notAccepted } from './notAccepted.ts';
import { notProgrammed } from './notProgrammed.ts';
import { referenceNotPermitted } from './referenceNotPermitted.ts';
import { routeNotAttached } from './routeNotAttached.ts';

export const gatewayRules: readonly AnyRule[] = [
  classMissing,
  notAccepted,
  notProgrammed,
  listenerConflict,
  routeNotAttached,
  backendMissing,
  backendPortMissing,
  referenceNotPermitted,
];
