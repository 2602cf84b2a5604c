import type { AnyRule } from '../../core/rule.ts';
import { applicationError } from './applicationError.ts';
import { configurationError } from './configurationError.ts';
import { crashLoop } from './crashLoop.ts';
import { createError } from './createError.ts';
import { endsByItself } from './endsByItself.ts';
import { hookFailed } from './hookFailed.ts';
import { initBlocked } from './initBlocked.ts';
import { killedAfterGrace } from './killedAfterGrace.ts';
import { killedUnexplained } from './killedUnexplained.ts';
import { livenessKill } from './livenessKill.ts';
import { nodeOutOfMemory } from './nodeOutOfMemory.ts';
import { notReady } from './notReady.ts';
import { oomKilled } from './oomKilled.ts';
import { restartsGrowing } from './restartsGrowing.ts';
import { startError } from './startError.ts';
import { startupKill } from './startupKill.ts';
import { statusUnknown } from './statusUnknown.ts';
import { stoppedOnPurpose } from './stoppedOnPurpose.ts';

export const containerRules: readonly AnyRule[] = [
  configurationError,
  createError,
  startError,
  hookFailed,
  oomKilled,
  nodeOutOfMemory,
  livenessKill,
  startupKill,
  applicationError,
  endsByItself,
  killedAfterGrace,
  killedUnexplained,
  stoppedOnPurpose,
  statusUnknown,
  restartsGrowing,
  crashLoop,
  initBlocked,
  notReady,
];
