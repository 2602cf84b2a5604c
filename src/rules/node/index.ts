import type { AnyRule } from '../../core/rule.ts';
import { cordoned } from './cordoned.ts';
import { diskPressure } from './diskPressure.ts';
import { heartbeatStale } from './heartbeatStale.ts';
import { memoryPressure } from './memoryPressure.ts';
import { networkUnavailable } from './networkUnavailable.ts';
import { notReady } from './notReady.ts';
import { pidPressure } from './pidPressure.ts';

export const nodeRules: readonly AnyRule[] = [
  notReady,
  networkUnavailable,
  memoryPressure,
  diskPressure,
  pidPressure,
  heartbeatStale,
  cordoned,
];
