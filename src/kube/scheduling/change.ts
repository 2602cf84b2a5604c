import type { Pod } from '../kinds/pod.ts';
import { quantity } from '../quantity.ts';
import { shortages, podRoom, type Shortage } from './nodeResourcesFit.ts';
import { amountText } from './amountText.ts';
import type { PlacedNode } from './placedNode.ts';
import { othersAntiAffinity } from './interPodAffinity.ts';
import type { Refusal } from './refusal.ts';
import { cordonTaint, taintText, untoleratedBesideCordon, type Taint } from './tolerates.ts';

interface State {
  readonly pod: Pod;
  readonly node: PlacedNode;
}

/** One thing to change, so that a filter lets the pod onto a node. */
export interface Change {
  /** For people, an imperative: `uncordon node-2`. */
  readonly words: string;
  /** How much it asks for: 1 is a switch to turn, 3 a constraint to give up. */
  readonly cost: number;
  /** What the words mean, done to projected objects. */
  apply(state: State): State;
}

/** To all that one filter says against a node. Undefined where no small change helps: a volume is where it is. */
export function change(refusals: readonly [Refusal, ...Refusal[]], pod: Pod, node: PlacedNode): Change | undefined {
  switch (refusals[0].filter) {
    case 'NodeUnschedulable':
      return {
        words: `uncordon ${node.name}`,
        cost: 1,
        apply: ({ pod: same, node: on }) => ({
          pod: same,
          node: withNode(on, {
            unschedulable: false,
            taints: (on.node.spec?.taints ?? []).filter(({ key }) => key !== cordonTaint.key),
          }),
        }),
      };
    case 'TaintToleration':
      return tolerate(pod, node);
    case 'NodeAffinity':
      return {
        words: `let the pod's nodeSelector and node affinity match ${node.name}`,
        cost: 3,
        apply: (state) => ({
          ...state,
          pod: withAffinity(withPod(state.pod, { nodeSelector: {} }), { nodeAffinity: {} }),
        }),
      };
    case 'NodePorts':
      return {
        words: `use another host port, or none`,
        cost: 3,
        apply: (state) => ({ ...state, pod: withoutHostPorts(state.pod) }),
      };
    case 'NodeResourcesFit':
      return requestLess(pod, node);
    case 'PodTopologySpread':
      return {
        words: 'let the topology spread be whenUnsatisfiable: ScheduleAnyway',
        cost: 2,
        apply: (state) => ({ ...state, pod: withPod(state.pod, { topologySpreadConstraints: [] }) }),
      };
    case 'InterPodAffinity':
      return refusals.some(({ counted }) => counted === othersAntiAffinity) ? undefined : preferred;
    case 'NodeName':
    case 'VolumeRestrictions':
    case 'NodeVolumeLimits':
    case 'VolumeBinding':
    case 'VolumeZone':
      return undefined;
  }
}

function tolerate({ spec }: Pod, { name, node }: PlacedNode): Change {
  const tolerations = spec?.tolerations ?? [];
  const against = untoleratedBesideCordon(node, tolerations);
  const added = against.map(({ key = '', value = '', effect = '' }) => ({ key, value, effect, operator: 'Equal' }));
  const ofState = against.filter(isOfState);
  const meant = against.filter((taint) => !isOfState(taint));
  const words = [
    ...(meant.length === 0
      ? []
      : [`let the pod tolerate ${meant.map(taintText).join(' and ')}, or take that off ${name}`]),
    ...(ofState.length === 0
      ? []
      : [`mend ${name}, so that it loses ${ofState.map(({ key = '' }) => `its taint ${key}`).join(' and ')}`]),
  ];
  return {
    words: words.join(', and '),
    cost: ofState.length === 0 ? 2 : 3,
    apply: (state) => ({ ...state, pod: withPod(state.pod, { tolerations: [...tolerations, ...added] }) }),
  };
}

/** Set by controllers while something is the matter with a node. Source: pkg/controller/nodelifecycle, cloud-provider. */
function isOfState({ key = '' }: Taint): boolean {
  return key.startsWith('node.kubernetes.io/') || key.startsWith('node.cloudprovider.kubernetes.io/');
}

/** A request below what is free; where nothing is free, room on the node. */
function requestLess(pod: Pod, node: PlacedNode): Change {
  const short = shortages(pod, node);
  const isFull = node.pods.length + 1 > podRoom(node);
  const overhead = (resource: string): number => {
    const own = quantity(pod.spec?.overhead?.[resource]) ?? 0;
    return resource === 'cpu' ? own * 1000 : own;
  };
  const possible = short.filter(({ resource, free }) => free > overhead(resource));
  const words = [
    ...(isFull ? [`let a pod leave ${node.name}, which has as many as it may`] : []),
    ...short.map((one) => shorter(one, possible.includes(one), node.name)),
  ];
  return {
    words: words.join(', '),
    cost: possible.length === short.length ? 2 : 4,
    apply: (state) => ({ pod: withRequests(state.pod, short), node: withRoom(state.node, isFull) }),
  };
}

function shorter({ resource, need, free, whole }: Shortage, isPossible: boolean, node: string): string {
  const less = (amount: number): string =>
    `request at most ${amountText(resource, amount)} ${resource} (now ${amountText(resource, need)})`;
  if (isPossible) return less(free);
  if (whole === 0) return `give ${node} ${amountText(resource, need)} ${resource}, of which it has none`;
  return need > whole
    ? `${less(whole)} and free that much on ${node}`
    : `free ${amountText(resource, need - free)} ${resource} on ${node}`;
}

function withRequests(pod: Pod, short: ReturnType<typeof shortages>): Pod {
  const lowered = short.map(({ resource, free }): [string, string | number] => {
    const own = quantity(pod.spec?.overhead?.[resource]) ?? 0;
    const left = Math.max(0, resource === 'cpu' ? free - own * 1000 : free - own);
    return [resource, resource === 'cpu' ? `${left}m` : left];
  });
  return withPod(pod, {
    resources: { requests: { ...pod.spec?.resources?.requests, ...Object.fromEntries(lowered) } },
  });
}

function withRoom(node: PlacedNode, isFull: boolean): PlacedNode {
  return isFull ? { ...node, pods: node.pods.slice(0, Math.max(0, podRoom(node) - 1)) } : node;
}

const preferred: Change = {
  words: "make the pod's affinity and anti-affinity to other pods preferred instead of required",
  cost: 3,
  apply: (state) => ({ ...state, pod: withAffinity(state.pod, { podAffinity: {}, podAntiAffinity: {} }) }),
};

type Spec = NonNullable<Pod['spec']>;

function withPod(pod: Pod, spec: Partial<Spec>): Pod {
  return { ...pod, spec: { ...pod.spec, ...spec } };
}

function withAffinity(pod: Pod, affinity: Partial<NonNullable<Spec['affinity']>>): Pod {
  const left = { ...pod.spec?.affinity, ...affinity };
  const { nodeAffinity, ...others } = left;
  return withPod(pod, { affinity: nodeAffinity === undefined || 'nodeAffinity' in affinity ? others : left });
}

function withNode(node: PlacedNode, spec: NonNullable<PlacedNode['node']['spec']>): PlacedNode {
  return { ...node, node: { ...node.node, spec: { ...node.node.spec, ...spec } } };
}

function withoutHostPorts(pod: Pod): Pod {
  const without = (containers: Spec['containers'] = []): NonNullable<Spec['containers']> =>
    containers.map((one) => ({ ...one, ports: [] }));
  return withPod(pod, {
    containers: without(pod.spec?.containers),
    initContainers: without(pod.spec?.initContainers),
  });
}
