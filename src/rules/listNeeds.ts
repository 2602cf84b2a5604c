import type { Kind } from '../core/kind.ts';
import type { AnyRule, Need } from '../core/rule.ts';
import type { HasMetadata } from '../kube/metadata.ts';

export interface ListNeed {
  readonly kind: Kind<HasMetadata>;
  readonly scope: Need<unknown>['scope'];
}

/**
 * The union of the lists that rules need and use, each once. Lists of all namespaces come first, so that a list of one namespace
 * is served from them.
 */
export function listNeeds(rules: readonly AnyRule[]): readonly ListNeed[] {
  const needs = rules.flatMap((rule) => [...Object.values(rule.needs), ...Object.values(rule.uses)]);
  const lists = new Map(needs.filter(({ how }) => how === 'list').map((need) => [need.key, need]));
  // A need does not carry its type at run time; every kind's projection keeps metadata.
  return [...lists.values()]
    .sort((a, b) => a.scope.localeCompare(b.scope))
    .map(({ kind, scope }) => ({ kind: kind as Kind<HasMetadata>, scope }));
}
