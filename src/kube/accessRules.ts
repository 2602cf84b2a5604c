import type { AccessRule } from '../core/ports.ts';

/** One thing that somebody may be allowed to do. */
export interface Deed {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
}

/** `get pods/log`, `patch deployments.apps`. */
export function deedText({ verb, group, resource, subresource }: Deed): string {
  return `${verb} ${resource}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;
}

/**
 * Whether the rules of a SelfSubjectRulesReview allow it for every name. `*` stands for all, `*` + `/scale` for that subresource of
 * all. Source: pkg/registry/rbac/validation and k8s.io/api/rbac/v1 (VerbMatches, APIGroupMatches, ResourceMatches).
 */
export function isAllowed(rules: readonly AccessRule[], { verb, group, resource, subresource }: Deed): boolean {
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  const anyOf = (named: readonly string[], ...wanted: readonly string[]): boolean =>
    named.includes('*') || wanted.some((one) => named.includes(one));
  return rules.some(
    ({ verbs, apiGroups, resources, resourceNames }) =>
      resourceNames.length === 0 &&
      anyOf(verbs, verb) &&
      anyOf(apiGroups, group) &&
      anyOf(resources, whole, ...(subresource === undefined ? [] : [`*/${subresource}`])),
  );
}
