import type { Kubeconfig } from './kubeconfigFile.ts';

/** As kubectl merges them: the first to name a cluster, user, context or the current context wins. */
export function mergeKubeconfigs(parts: readonly Kubeconfig[]): Kubeconfig {
  const current = parts.find((part) => part.currentContext !== undefined)?.currentContext;
  return {
    clusters: firstWins(parts.map(({ clusters }) => clusters)),
    users: firstWins(parts.map(({ users }) => users)),
    contexts: firstWins(parts.map(({ contexts }) => contexts)),
    ...(current === undefined ? {} : { currentContext: current }),
  };
}

function firstWins<T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> {
  return new Map(maps.toReversed().flatMap((map) => [...map]));
}
