import type { AnyRule } from '../../core/rule.ts';
import { deadlineExceeded } from './deadlineExceeded.ts';
import { evicted } from './evicted.ts';
import { nodeLost } from './nodeLost.ts';
import { nodeShutdown } from './nodeShutdown.ts';
import { preempted } from './preempted.ts';
import { readinessGateUnmet } from './readinessGateUnmet.ts';
import { refusedByNode } from './refusedByNode.ts';
import { resizeDeferred } from './resizeDeferred.ts';
import { resizeInfeasible } from './resizeInfeasible.ts';
import { sandboxFailed } from './sandboxFailed.ts';
import { schedulingGated } from './schedulingGated.ts';
import { stuckTerminating } from './stuckTerminating.ts';
import { unmanaged } from './unmanaged.ts';
import { volumeAttachFailed } from './volumeAttachFailed.ts';
import { volumeMountFailed } from './volumeMountFailed.ts';

export const podRules: readonly AnyRule[] = [
  evicted,
  refusedByNode,
  nodeShutdown,
  nodeLost,
  preempted,
  stuckTerminating,
  schedulingGated,
  volumeAttachFailed,
  volumeMountFailed,
  sandboxFailed,
  deadlineExceeded,
  readinessGateUnmet,
  resizeDeferred,
  resizeInfeasible,
  unmanaged,
];
