import { pod } from '../objects.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The clock stands at 14:00. */
export const old = '2026-11-25T13:40:00Z';
export const young = '2026-11-25T13:59:45Z';
export const condition = (message: string): Fields => ({
  type: 'PodScheduled',
  status: 'False',
  reason: 'Unschedulable',
  message,
});
export const counted = (...reasons: readonly string[]): string =>
  `0/${reasons.length} nodes are available: ${reasons.join(', ')}. preemption: 0/1 nodes are available: 1 Insufficient memory.`;

/** Waits since 13:40. `said`: the scheduler's words; null: none has looked at it. */
export function waiting(spec: Fields = {}, said: string | null = '', fields: Fields = {}, status: Fields = {}): object {
  const { metadata = {} } = fields;
  return pod('web-1', {
    phase: 'Pending',
    ip: '',
    metadata: { creationTimestamp: old, ...(typeof metadata === 'object' ? metadata : {}) },
    spec: { nodeName: undefined, ...spec },
    status: { containerStatuses: [], conditions: said === null ? [] : [condition(said)], ...status },
  });
}

export const asks = (requests: Fields, more: Fields = {}): Fields => ({
  containers: [{ name: 'main', resources: { requests }, ...more }],
});

/** Four CPUs, 16Gi, room for 110 pods. */
export function node(name: string, fields: { labels?: Fields; spec?: Fields; allocatable?: Fields } = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...fields.labels } },
    spec: fields.spec ?? {},
    status: { allocatable: { cpu: '4', memory: '16Gi', pods: '110', ...fields.allocatable } },
  };
}

export const running = (name: string, on: string, spec: Fields = {}, labels: Fields = { app: 'other' }): object =>
  pod(name, { node: on, labels, spec: { nodeName: on, ...spec } });
export const tainted = (name: string, key: string, effect = 'NoSchedule'): object =>
  node(name, { spec: { taints: [{ key, effect }] } });
export const controlPlane = tainted('control-plane', 'node-role.kubernetes.io/control-plane');
export const about = 'Pod/shop/web-1';

export const zone = (name: string, value: string): object =>
  node(name, { labels: { 'topology.kubernetes.io/zone': value } });
export const affinityWords = counted("1 node(s) didn't match Pod's node affinity/selector");

export function forNode(name: string): Fields {
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }] };
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } };
}

export function inZone(value: string): Fields {
  const term = { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: [value] }] };
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } };
}

export function hostTerm(app: string): Fields {
  return { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } };
}

export function cordoned(name: string): object {
  const taints = [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }];
  return node(name, { spec: { unschedulable: true, taints } });
}

export function event(
  reason: string,
  message: string,
  time: string,
  component = 'cluster-autoscaler',
  uid?: string,
): object {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `web-1.${reason}`, namespace: 'shop', uid: `uid-${reason}` },
    involvedObject: {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: 'shop',
      name: 'web-1',
      ...(uid === undefined ? {} : { uid }),
    },
    type: 'Normal',
    reason,
    message,
    lastTimestamp: `2026-11-25T${time}:00Z`,
    source: { component },
  };
}
