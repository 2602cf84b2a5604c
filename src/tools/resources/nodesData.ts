import { conditionOf, secondsSince } from '../../kube/conditions.ts';
import type { Lease } from '../../kube/kinds/lease.ts';
import type { Node } from '../../kube/kinds/node.ts';
import type { HealthLevel } from '../../kube/podHealth.ts';
import type { PodRequests } from '../../kube/podRequests.ts';
import { quantity } from '../../kube/quantity.ts';
import { ageSecondsOf } from './objectList.ts';

export interface NodeRow {
  readonly name: string;
  readonly level: HealthLevel;
  /** As kubectl prints it: `Ready`, `NotReady`, `Ready,SchedulingDisabled`. */
  readonly status: string;
  readonly roles: readonly string[];
  readonly version?: string;
  /** Conditions besides Ready that are True: `MemoryPressure`. */
  readonly pressure: readonly string[];
  /** `key=value:Effect`. */
  readonly taints: readonly string[];
  readonly zone?: string;
  readonly instanceType?: string;
  readonly cpuAllocatableMillicores?: number;
  /** The requested amounts are absent where the pods could not be read. */
  readonly cpuRequestedMillicores?: number;
  readonly memoryAllocatableBytes?: number;
  readonly memoryRequestedBytes?: number;
  readonly podsAllocatable?: number;
  readonly podsBound?: number;
  /** Since the kubelet renewed its lease. */
  readonly heartbeatSecondsAgo?: number;
  readonly ageSeconds: number;
}

export interface NodesData {
  readonly statuses: readonly { readonly status: string; readonly nodes: number }[];
  readonly versions: readonly { readonly version: string; readonly nodes: number }[];
  readonly zones: readonly { readonly zone: string; readonly nodes: number }[];
  readonly nodes: readonly NodeRow[];
  /** How many findings there are, where not all are given. */
  readonly findingCount?: number;
}

export interface NodeLoad {
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
}

/** What the pods that are bound to each node request of it; finished ones take nothing. */
export function loadByNode(pods: readonly PodRequests[]): ReadonlyMap<string, NodeLoad> {
  const loads = new Map<string, NodeLoad>();
  for (const { node, finished, cpu, memory } of pods) {
    if (node === undefined || finished) continue;
    const before = loads.get(node) ?? { cpu: 0, memory: 0, pods: 0 };
    loads.set(node, { cpu: before.cpu + cpu, memory: before.memory + memory, pods: before.pods + 1 });
  }
  return loads;
}

const roleLabel = 'node-role.kubernetes.io/';

export function nodeStatus({ spec, status }: Node): string {
  const ready = conditionOf(status?.conditions, 'Ready')?.status;
  const word = ready === 'True' ? 'Ready' : ready === undefined ? 'Unknown' : 'NotReady';
  return spec?.unschedulable === true ? `${word},SchedulingDisabled` : word;
}

export function zoneOf({ metadata }: Node): string | undefined {
  return metadata?.labels?.['topology.kubernetes.io/zone'];
}

export function nodeRow(
  node: Node,
  level: HealthLevel,
  load: NodeLoad | undefined,
  lease: Lease | undefined,
  now: number,
): NodeRow {
  const { metadata, spec, status } = node;
  const labels = metadata?.labels ?? {};
  const heartbeat = secondsSince(lease?.spec?.renewTime, now);
  const version = status?.nodeInfo?.kubeletVersion;
  const instanceType = labels['node.kubernetes.io/instance-type'];
  const zone = zoneOf(node);
  const cpu = quantity(status?.allocatable?.cpu);
  const memory = quantity(status?.allocatable?.memory);
  const pods = quantity(status?.allocatable?.pods);
  return {
    name: metadata?.name ?? '',
    level,
    status: nodeStatus(node),
    roles: Object.keys(labels).flatMap((key) => (key.startsWith(roleLabel) ? [key.slice(roleLabel.length)] : [])),
    ...(version === undefined ? {} : { version }),
    pressure: (status?.conditions ?? []).flatMap(({ type, status: is }) =>
      type !== undefined && type !== 'Ready' && is === 'True' ? [type] : [],
    ),
    taints: (spec?.taints ?? []).map(
      ({ key = '', value = '', effect = '' }) => `${key}${value === '' ? '' : `=${value}`}:${effect}`,
    ),
    ...(zone === undefined ? {} : { zone }),
    ...(instanceType === undefined ? {} : { instanceType }),
    ...(cpu === undefined ? {} : { cpuAllocatableMillicores: Math.round(cpu * 1000) }),
    ...(load === undefined ? {} : { cpuRequestedMillicores: Math.round(load.cpu * 1000) }),
    ...(memory === undefined ? {} : { memoryAllocatableBytes: memory }),
    ...(load === undefined ? {} : { memoryRequestedBytes: Math.round(load.memory) }),
    ...(pods === undefined ? {} : { podsAllocatable: pods }),
    ...(load === undefined ? {} : { podsBound: load.pods }),
    ...(heartbeat === undefined ? {} : { heartbeatSecondsAgo: Math.round(heartbeat) }),
    ageSeconds: ageSecondsOf(node, now),
  };
}
