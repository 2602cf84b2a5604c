import type { AnyRule } from '../../core/rule.ts';
import { antiAffinityConflict } from './antiAffinityConflict.ts';
import { autoscalerCannotHelp } from './autoscalerCannotHelp.ts';
import { extendedResourceAbsent } from './extendedResourceAbsent.ts';
import { insufficientCpu } from './insufficientCpu.ts';
import { insufficientEphemeralStorage } from './insufficientEphemeralStorage.ts';
import { insufficientExtendedResource } from './insufficientExtendedResource.ts';
import { insufficientMemory } from './insufficientMemory.ts';
import { nodeAffinityMismatch } from './nodeAffinityMismatch.ts';
import { nodeCordoned } from './nodeCordoned.ts';
import { nodeSelectorMismatch } from './nodeSelectorMismatch.ts';
import { noNodes } from './noNodes.ts';
import { podAffinityUnmet } from './podAffinityUnmet.ts';
import { portConflict } from './portConflict.ts';
import { resourceClaimUnmet } from './resourceClaimUnmet.ts';
import { schedulerAbsent } from './schedulerAbsent.ts';
import { tooManyPods } from './tooManyPods.ts';
import { topologySpreadUnmet } from './topologySpreadUnmet.ts';
import { untoleratedTaint } from './untoleratedTaint.ts';
import { volumeInUse } from './volumeInUse.ts';
import { volumeLimit } from './volumeLimit.ts';
import { volumeUnbound } from './volumeUnbound.ts';
import { volumeZoneConflict } from './volumeZoneConflict.ts';
import { waitingForNewNode } from './waitingForNewNode.ts';

export const schedulingRules: readonly AnyRule[] = [
  schedulerAbsent,
  noNodes,
  insufficientCpu,
  insufficientMemory,
  insufficientEphemeralStorage,
  insufficientExtendedResource,
  extendedResourceAbsent,
  tooManyPods,
  nodeCordoned,
  untoleratedTaint,
  nodeSelectorMismatch,
  nodeAffinityMismatch,
  podAffinityUnmet,
  antiAffinityConflict,
  topologySpreadUnmet,
  portConflict,
  volumeUnbound,
  volumeZoneConflict,
  volumeLimit,
  volumeInUse,
  resourceClaimUnmet,
  autoscalerCannotHelp,
  waitingForNewNode,
];
