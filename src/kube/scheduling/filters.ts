import { interPodAffinity } from './interPodAffinity.ts';
import { nodeAffinity } from './nodeAffinity.ts';
import { nodeName } from './nodeName.ts';
import { nodePorts } from './nodePorts.ts';
import { nodeResourcesFit } from './nodeResourcesFit.ts';
import { nodeUnschedulable } from './nodeUnschedulable.ts';
import { nodeVolumeLimits } from './nodeVolumeLimits.ts';
import { podTopologySpread } from './podTopologySpread.ts';
import type { Filter, FilterName } from './refusal.ts';
import { taintToleration } from './taintToleration.ts';
import { volumeBinding } from './volumeBinding.ts';
import { volumeRestrictions } from './volumeRestrictions.ts';
import { volumeZone } from './volumeZone.ts';

export const filters: Readonly<Record<FilterName, Filter>> = {
  NodeUnschedulable: nodeUnschedulable,
  NodeName: nodeName,
  TaintToleration: taintToleration,
  NodeAffinity: nodeAffinity,
  NodePorts: nodePorts,
  NodeResourcesFit: nodeResourcesFit,
  VolumeRestrictions: volumeRestrictions,
  NodeVolumeLimits: nodeVolumeLimits,
  VolumeBinding: volumeBinding,
  VolumeZone: volumeZone,
  PodTopologySpread: podTopologySpread,
  InterPodAffinity: interPodAffinity,
};
