import type { Pod } from '../kinds/pod.ts';

/**
 * The nodes that a required node affinity names by `metadata.name`; undefined where a term names none, since terms are ORed. Other nodes
 * are not looked at (so a DaemonSet's pods are meant for one node each).
 * Source: NodeAffinity.PreFilter.
 */
export function namedNodes({ spec }: Pod): ReadonlySet<string> | undefined {
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (terms.length === 0) return undefined;
  const names = new Set<string>();
  for (const { matchFields = [] } of terms) {
    const [first, ...rest] = matchFields.filter(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    if (first === undefined) return undefined;
    for (const name of first.values ?? []) if (rest.every(({ values }) => values?.includes(name))) names.add(name);
  }
  return names;
}
