import type { Pod } from '../kinds/pod.ts';
import type { PlacedNode } from './placedNode.ts';
import type { SchedulingCluster } from './schedulingCluster.ts';

/** The filters of the default profile, in the order in which they run. Source: getDefaultPlugins in pkg/scheduler/apis/config/v1. */
export const filterNames = [
  'NodeUnschedulable',
  'NodeName',
  'TaintToleration',
  'NodeAffinity',
  'NodePorts',
  'NodeResourcesFit',
  'VolumeRestrictions',
  'NodeVolumeLimits',
  'VolumeBinding',
  'VolumeZone',
  'PodTopologySpread',
  'InterPodAffinity',
] as const;

export type FilterName = (typeof filterNames)[number];

/** Why a node does not take a pod. */
export interface Refusal {
  readonly filter: FilterName;
  /** As the scheduler's message counts it: `Insufficient cpu`. */
  readonly counted: string;
  /** With the figures of this node: `needs 2 cpu, 0.5 of 4 are free`. */
  readonly because: string;
  /** The pod that stands in the way, where it is one. */
  readonly by?: Pod;
}

/** Looks at what concerns the pod once, then at each node. */
export type Filter = (pod: Pod, cluster: SchedulingCluster) => (node: PlacedNode) => readonly Refusal[];
