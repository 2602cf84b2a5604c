import type { Json, JsonObject } from '../../core/json.ts';
import { labelSelector } from '../../kube/kinds/podSpec.ts';
import { matches, requirementsOf } from '../../kube/selectors.ts';
import { listAt, textAt, textMapAt } from '../kubeObject.ts';

/**
 * A ClusterRole with an aggregationRule has the rules of all roles that one of its selectors selects.
 * Source: kubernetes/pkg/controller/clusterroleaggregation.
 */
export function aggregatedRole(role: JsonObject, roles: readonly JsonObject[]): JsonObject {
  const selectors = listAt(role, 'aggregationRule.clusterRoleSelectors').map((one) => labelSelector(one));
  if (selectors.length === 0) return role;
  const chosen = roles
    .filter((one) => textAt(one, 'metadata.name') !== textAt(role, 'metadata.name'))
    .filter((one) =>
      selectors.some(
        (selector) => selector !== undefined && matches(textMapAt(one, 'metadata.labels'), requirementsOf(selector)),
      ),
    )
    .sort((a, b) => ((textAt(a, 'metadata.name') ?? '') < (textAt(b, 'metadata.name') ?? '') ? -1 : 1));
  const rules = new Map<string, Json>();
  for (const rule of chosen.flatMap((one) => listAt(one, 'rules'))) rules.set(JSON.stringify(rule), rule);
  return { ...role, rules: [...rules.values()] };
}
