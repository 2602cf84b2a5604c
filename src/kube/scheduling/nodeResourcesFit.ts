import { effectiveRequest } from '../podRequests.ts';
import { quantity } from '../quantity.ts';
import type { Pod } from '../kinds/pod.ts';
import type { PlacedNode } from './placedNode.ts';
import { amountText } from './amountText.ts';
import type { Filter, Refusal } from './refusal.ts';

/** A resource of which the pod requests more than is free. In the unit of `counted`. */
export interface Shortage {
  readonly resource: string;
  readonly need: number;
  /** Below zero where more is requested than the node can give. */
  readonly free: number;
  readonly whole: number;
}

/** Requests against what the node can allocate, less what its pods requested; and the number of its pods. */
export const nodeResourcesFit: Filter = (pod) => {
  const wanted = wants(pod);
  return (node) => {
    const room = podRoom(node);
    return [
      ...(node.pods.length + 1 > room ? [refusal('Too many pods', `has ${node.pods.length} of ${room} pods`)] : []),
      ...shortOf(wanted, node).map(({ resource, need, free, whole: all }) => {
        const have =
          all === 0
            ? `has no ${resource}`
            : `${amountText(resource, Math.max(0, free))} of ${amountText(resource, all)} ${resource} are free`;
        return refusal(`Insufficient ${resource}`, `${have}, the pod requests ${amountText(resource, need)}`);
      }),
    ];
  };
};

export function shortages(pod: Pod, node: PlacedNode): readonly Shortage[] {
  return shortOf(wants(pod), node);
}

interface Want {
  readonly resource: string;
  readonly need: number;
}

function wants(pod: Pod): readonly Want[] {
  return requestedResources(pod).map((resource) => ({ resource, need: counted(pod, resource) }));
}

function shortOf(wanted: readonly Want[], node: PlacedNode): readonly Shortage[] {
  return wanted.flatMap(({ resource, need }) => {
    const all = allocatable(node, resource);
    const free = all - taken(node.pods, resource);
    return need === 0 || need <= free ? [] : [{ resource, need, free, whole: all }];
  });
}

const sums = new WeakMap<readonly Pod[], Map<string, number>>();

/** What the pods of a node requested together; reckoned once, however many pods wait. */
export function taken(pods: readonly Pod[], resource: string): number {
  const known = sums.get(pods) ?? new Map<string, number>();
  const sum = known.get(resource) ?? pods.reduce((total, one) => total + counted(one, resource), 0);
  sums.set(pods, known.set(resource, sum));
  return sum;
}

function refusal(because: string, words: string): Refusal {
  return { filter: 'NodeResourcesFit', counted: because, because: words };
}

export function podRoom(node: PlacedNode): number {
  return allocatable(node, 'pods');
}

/** In the unit of `counted`. */
export function allocatable({ node }: PlacedNode, resource: string): number {
  return whole(resource, quantity(node.status?.allocatable?.[resource]) ?? 0, Math.floor);
}

/** What is counted of a request: thousandths of a CPU, bytes, pieces. Rounded up, as the scheduler does. */
export function counted(pod: Pod, resource: string): number {
  return whole(resource, effectiveRequest(pod, resource), Math.ceil);
}

/** Sums of decimal fractions miss by a hair what they stand for; no quantity of the server is so fine. */
const hair = 1e-6;

function whole(resource: string, amount: number, round: (value: number) => number): number {
  const scaled = resource === 'cpu' ? amount * 1000 : amount;
  const nearest = Math.round(scaled);
  return Math.abs(scaled - nearest) < hair ? nearest : round(scaled);
}

/** The names of all that the pod requests. */
function requestedResources({ spec }: Pod): readonly string[] {
  const lists = [...(spec?.containers ?? []), ...(spec?.initContainers ?? []), { resources: spec?.resources }];
  const names = lists.flatMap(({ resources }) => [
    ...Object.keys(resources?.requests ?? {}),
    ...Object.keys(resources?.limits ?? {}),
  ]);
  return [...new Set([...names, ...Object.keys(spec?.overhead ?? {})])].sort();
}
