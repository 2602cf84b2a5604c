import type { Json, JsonObject } from '../../core/json.ts';
import { labelSelector } from '../../kube/kinds/labelSelector.ts';
import { matches, requirementsOf } from '../../kube/selectors.ts';
import { listAt, textAt, textMapAt } from '../kubeObject.ts';

/**
 * A ClusterRole with an aggregationRule has the rules of all roles that one of its selectors selects, which may be such roles themselves.
 * Source: kubernetes/pkg/controller/clusterroleaggregation.
 */
export function aggregatedRole(role: JsonObject, roles: readonly JsonObject[]): JsonObject {
  return listAt(role, 'aggregationRule.clusterRoleSelectors').length === 0
    ? role
    : { ...role, rules: rulesOf(role, roles, []) };
}

function rulesOf(role: JsonObject, roles: readonly JsonObject[], above: readonly JsonObject[]): readonly Json[] {
  const selectors = listAt(role, 'aggregationRule.clusterRoleSelectors').map(labelSelector);
  if (selectors.length === 0) return listAt(role, 'rules');
  const isSelected = (one: JsonObject): boolean =>
    selectors.some(
      (selector) => selector !== undefined && matches(textMapAt(one, 'metadata.labels'), requirementsOf(selector)),
    );
  const chosen = roles
    .filter((one) => one !== role && !above.includes(one) && isSelected(one))
    .sort((a, b) => ((textAt(a, 'metadata.name') ?? '') < (textAt(b, 'metadata.name') ?? '') ? -1 : 1));
  const rules = chosen.flatMap((one) => rulesOf(one, roles, [...above, role]));
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
