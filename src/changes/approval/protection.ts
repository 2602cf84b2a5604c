import type { ClusterIdentity } from '../../core/approval.ts';
import type { Plan } from '../../core/plan.ts';
import { isProtectedContext, isProtectedNamespace } from '../../kube/protectedNames.ts';
import type { SafetyRules } from './safetyRules.ts';

export type ProtectedNames = Pick<SafetyRules, 'protectedContexts' | 'protectedNamespaces'>;

/** What has to be typed before a change, the namespace before the context: it is the nearer of the two. Undefined: nothing. */
export function protection(
  { context }: ClusterIdentity,
  namespace: string | undefined,
  { protectedContexts, protectedNamespaces }: ProtectedNames,
): Plan['protected'] {
  if (namespace !== undefined && isProtectedNamespace(namespace, protectedNamespaces))
    return { what: 'namespace', name: namespace };
  return isProtectedContext(context, protectedContexts) ? { what: 'context', name: context } : undefined;
}
