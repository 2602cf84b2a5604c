import { matchesNode } from '../matchesNode.ts';
import { unwelcome } from '../tolerates.ts';
import { normalized } from './normalized.ts';
import type { Scored, Scores } from './nodeScores.ts';

export function taintScores({ pod, fitting }: Scored): Scores {
  return normalized(
    fitting.map(({ node }) => unwelcome(node, pod.spec?.tolerations).length),
    true,
  );
}

/** Source: pkg/scheduler/framework/plugins/nodeaffinity. A term without expressions matches nothing. */
export function nodeAffinityScores({ pod, fitting }: Scored): Scores {
  const preferred = pod.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  if (preferred.length === 0) return undefined;
  return normalized(
    fitting.map((node) =>
      preferred.reduce(
        (sum, { weight = 0, preference = {} }) =>
          sum + (matchesNode({ nodeSelectorTerms: [preference] }, node) ? weight : 0),
        0,
      ),
    ),
  );
}
