import type { PodAffinityTerm } from '../kinds/affinity.ts';
import type { Pod } from '../kinds/pod.ts';
import { labelOf, matches, requirementsOf, type Labels } from '../selectors.ts';
import type { PlacedNode } from './placedNode.ts';
import type { Filter, Refusal } from './refusal.ts';

/** It is another pod's wish, and not this one's to give up. */
export const othersAntiAffinity = "node(s) didn't satisfy existing pods anti-affinity rules";

/** Places by topology key and value, with a pod that is there. */
type Places = ReadonlyMap<string, Pod>;

type Namespaces = ReadonlyMap<string, Labels> | undefined;

/**
 * The pod's required affinity and anti-affinity, and the required anti-affinity of pods that run.
 * Source: pkg/scheduler/framework/plugins/interpodaffinity/filtering.go.
 */
export const interPodAffinity: Filter = (pod, { nodes, namespaces }) => {
  const affinity = pod.spec?.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const anti = pod.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const near = placesOf(nodes, affinity, (other) => matchesAll(affinity, pod, other, namespaces));
  const far = anti.map((term) => placesOf(nodes, [term], (other) => matchesTerm(term, pod, other, namespaces)));
  const guarded = guardedPlaces(nodes, pod, namespaces);
  // The first of a group that wants to be together has nobody to join yet
  const isFirst = near.size === 0 && affinity.length > 0 && matchesAll(affinity, pod, pod, namespaces);
  return (node) => [
    ...unmetAffinity(affinity, near, isFirst, node),
    ...tooNear(anti, far, node),
    ...keptOff(guarded, node),
  ];
};

function unmetAffinity(
  terms: readonly PodAffinityTerm[],
  near: Places,
  isFirst: boolean,
  { labels }: PlacedNode,
): readonly Refusal[] {
  const unmet = terms.find(({ topologyKey = '' }) => {
    const value = labelOf(labels, topologyKey);
    return value === undefined || (!isFirst && !near.has(place(topologyKey, value)));
  });
  if (unmet === undefined) return [];
  const { topologyKey = '' } = unmet;
  const value = labelOf(labels, topologyKey);
  return [
    {
      filter: 'InterPodAffinity',
      counted: "node(s) didn't match pod affinity rules",
      because:
        value === undefined
          ? `has no label ${topologyKey}, by which the pod wants to be near others`
          : `${topologyKey}=${value} holds none of the pods that the pod wants to be near`,
    },
  ];
}

function tooNear(
  terms: readonly PodAffinityTerm[],
  far: readonly Places[],
  { labels }: PlacedNode,
): readonly Refusal[] {
  for (const [index, { topologyKey = '' }] of terms.entries()) {
    const value = labelOf(labels, topologyKey);
    const there = value === undefined ? undefined : far[index]?.get(place(topologyKey, value));
    if (there !== undefined)
      return [
        {
          filter: 'InterPodAffinity',
          counted: "node(s) didn't match pod anti-affinity rules",
          because: `${topologyKey}=${value ?? ''} holds ${podName(there)}, which the pod wants to be away from`,
          by: there,
        },
      ];
  }
  return [];
}

function keptOff(guarded: Places, { labels }: PlacedNode): readonly Refusal[] {
  for (const [key, value] of Object.entries(labels)) {
    const by = guarded.get(place(key, value));
    if (by !== undefined)
      return [
        {
          filter: 'InterPodAffinity',
          counted: othersAntiAffinity,
          because: `${key}=${value} holds ${podName(by)}, which wants to be away from pods like this one`,
          by,
        },
      ];
  }
  return [];
}

function guardedPlaces(nodes: readonly PlacedNode[], pod: Pod, namespaces: Namespaces): Places {
  const places = new Map<string, Pod>();
  for (const { labels, pods } of nodes)
    for (const other of guards(pods))
      for (const term of other.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
        const value = labelOf(labels, term.topologyKey ?? '');
        if (value !== undefined && matchesTerm(term, other, pod, namespaces))
          places.set(place(term.topologyKey ?? '', value), other);
      }
  return places;
}

const known = new WeakMap<readonly Pod[], readonly Pod[]>();

/** Of the pods of a node the few that want others away. */
function guards(pods: readonly Pod[]): readonly Pod[] {
  const found =
    known.get(pods) ??
    pods.filter(
      ({ spec }) => spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined,
    );
  known.set(pods, found);
  return found;
}

function placesOf(
  nodes: readonly PlacedNode[],
  terms: readonly PodAffinityTerm[],
  isMatch: (other: Pod) => boolean,
): Places {
  const places = new Map<string, Pod>();
  if (terms.length === 0) return places;
  for (const { labels, pods } of nodes) {
    const found = pods.find(isMatch);
    if (found === undefined) continue;
    for (const { topologyKey = '' } of terms) {
      const value = labelOf(labels, topologyKey);
      if (value !== undefined) places.set(place(topologyKey, value), found);
    }
  }
  return places;
}

function matchesAll(terms: readonly PodAffinityTerm[], owner: Pod, other: Pod, namespaces: Namespaces): boolean {
  return terms.every((term) => matchesTerm(term, owner, other, namespaces));
}

/** Without namespaces and without a namespace selector a term means the namespace of its own pod; no label selector is nobody. */
export function matchesTerm(
  { labelSelector, namespaces = [], namespaceSelector }: PodAffinityTerm,
  owner: Pod,
  { metadata }: Pod,
  labelled: Namespaces,
): boolean {
  const where = metadata?.namespace ?? '';
  const named =
    namespaces.length === 0 && namespaceSelector === undefined ? [owner.metadata?.namespace ?? ''] : namespaces;
  const isThere =
    named.includes(where) ||
    (namespaceSelector !== undefined && matches(labelled?.get(where), requirementsOf(namespaceSelector)));
  return isThere && labelSelector !== undefined && matches(metadata?.labels, requirementsOf(labelSelector));
}

/** No label holds a line break. */
function place(key: string, value: string): string {
  return `${key}\n${value}`;
}

function podName({ metadata }: Pod): string {
  return `pod ${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}
