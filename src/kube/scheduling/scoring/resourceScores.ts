import type { Pod } from '../../kinds/pod.ts';
import { allocatable, counted, taken } from '../nodeResourcesFit.ts';
import type { PlacedNode } from '../placedNode.ts';
import { most } from './normalized.ts';
import type { Scored, Scores } from './nodeScores.ts';

const resources = ['cpu', 'memory'] as const;

/** What a pod without a request is taken to need, for this score alone. Source: pkg/scheduler/util/pod_resources.go. */
const assumed = { cpu: 100, memory: 200 * 1024 * 1024 } as const;

/** The more is free the better. Source: noderesources/least_allocated.go. */
export function leastAllocatedScores({ pod, fitting }: Scored): Scores {
  return fitting.map((node) => {
    const scores = resources.flatMap((resource) => {
      const all = allocatable(node, resource);
      if (all === 0) return [];
      const wanted = node.pods.reduce((sum, one) => sum + atLeast(one, resource), atLeast(pod, resource));
      return [wanted > all ? 0 : Math.floor(((all - wanted) * most) / all)];
    });
    return scores.length === 0 ? 0 : Math.floor(sum(scores) / scores.length);
  });
}

/**
 * The more the pod evens out what of CPU and what of memory is requested, the better.
 * Source: noderesources/balanced_allocation.go (1.36; before 1.34 only the state after it counted).
 */
export function balancedScores({ pod, fitting }: Scored): Scores {
  if (resources.every((resource) => counted(pod, resource) === 0)) return undefined;
  return fitting.map((node) => {
    const after = balance(node, (resource) => taken(node.pods, resource) + counted(pod, resource));
    const before = balance(node, (resource) => taken(node.pods, resource));
    return most / 2 + Math.trunc((most / 2 + after - before) / 2);
  });
}

function balance(node: PlacedNode, requested: (resource: string) => number): number {
  const fractions = resources.flatMap((resource) => {
    const all = allocatable(node, resource);
    return all === 0 ? [] : [Math.min(1, requested(resource) / all)];
  });
  const [first = 0, second = first] = fractions;
  return Math.trunc((1 - Math.abs((first - second) / 2)) * most);
}

const known = new WeakMap<Pod, Readonly<Record<string, number>>>();

/** Container by container the scheduler fills in what is not requested. Source: calculateResource in pkg/scheduler/framework. */
function atLeast(pod: Pod, resource: (typeof resources)[number]): number {
  const before = known.get(pod);
  if (before !== undefined) return before[resource] ?? 0;
  const filled = { ...pod, spec: { ...pod.spec, ...filledIn(pod) } };
  const amounts = Object.fromEntries(resources.map((one) => [one, counted(filled, one)]));
  known.set(pod, amounts);
  return amounts[resource] ?? 0;
}

function filledIn({ spec }: Pod): Pick<NonNullable<Pod['spec']>, 'containers' | 'initContainers'> {
  const fill = (containers: NonNullable<Pod['spec']>['containers'] = []): typeof containers =>
    containers.map((one) => {
      const { requests = {}, limits = {} } = one.resources ?? {};
      return {
        ...one,
        resources: {
          ...one.resources,
          requests: { cpu: limits.cpu ?? `${assumed.cpu}m`, memory: limits.memory ?? assumed.memory, ...requests },
        },
      };
    });
  return { containers: fill(spec?.containers), initContainers: fill(spec?.initContainers) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
