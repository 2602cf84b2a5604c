import type { PodAffinityTerm } from '../../kinds/affinity.ts';
import type { Pod } from '../../kinds/pod.ts';
import { labelOf } from '../../selectors.ts';
import { matchesTerm } from '../interPodAffinity.ts';
import { most } from './normalized.ts';
import type { Scored, Scores } from './nodeScores.ts';

interface Weighted {
  readonly weight: number;
  readonly term: PodAffinityTerm;
}

/** Of a required affinity of a pod that runs, for those that it wants near. Source: hardPodAffinityWeight in apis/config/v1/defaults.go. */
const hardWeight = 1;

/**
 * What the pod prefers to be near and away from, and what those that run prefer, and require, of pods like it.
 * Source: interpodaffinity/scoring.go (1.36).
 */
export function affinityScores({ pod, fitting, cluster }: Scored): Scores {
  const { nodes, namespaces } = cluster;
  const own = [...preferred(pod, 1), ...preferredAway(pod, -1)];
  const scores = new Map<string, number>();
  const add = (key: string, value: string, amount: number): void => {
    const place = `${key}\n${value}`;
    scores.set(place, (scores.get(place) ?? 0) + amount);
  };
  for (const { labels, pods } of nodes)
    for (const other of pods) {
      const theirs = [...required(other), ...preferred(other, 1), ...preferredAway(other, -1)];
      for (const { weight, term } of own) if (matchesTerm(term, pod, other, namespaces)) addAt(term, weight);
      for (const { weight, term } of theirs) if (matchesTerm(term, other, pod, namespaces)) addAt(term, weight);
      function addAt({ topologyKey = '' }: PodAffinityTerm, weight: number): void {
        const value = labelOf(labels, topologyKey);
        if (value !== undefined) add(topologyKey, value, weight);
      }
    }
  if (scores.size === 0) return undefined;
  const keys = [...new Set([...scores.keys()].map((place) => place.slice(0, place.indexOf('\n'))))];
  const raw = fitting.map(({ labels }) =>
    keys.reduce((sum, key) => {
      const value = labelOf(labels, key);
      return sum + (value === undefined ? 0 : (scores.get(`${key}\n${value}`) ?? 0));
    }, 0),
  );
  const [largest, least] = [Math.max(...raw), Math.min(...raw)];
  return raw.map((one) => (largest === least ? 0 : Math.trunc(most * ((one - least) / (largest - least)))));
}

function required({ spec }: Pod): readonly Weighted[] {
  const terms = spec?.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms.map((term) => ({ weight: hardWeight, term }));
}

function preferred({ spec }: Pod, sign: 1 | -1): readonly Weighted[] {
  return weighted(spec?.affinity?.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution, sign);
}

function preferredAway({ spec }: Pod, sign: 1 | -1): readonly Weighted[] {
  return weighted(spec?.affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution, sign);
}

interface PreferredTerm {
  readonly weight?: number;
  readonly podAffinityTerm?: PodAffinityTerm;
}

function weighted(terms: readonly PreferredTerm[] = [], sign: 1 | -1): readonly Weighted[] {
  return terms.map(({ weight = 0, podAffinityTerm = {} }) => ({ weight: weight * sign, term: podAffinityTerm }));
}
