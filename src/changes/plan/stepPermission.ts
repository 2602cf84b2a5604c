import type { DraftStep } from '../../core/draft.ts';
import { groupVersion } from '../../core/groupVersion.ts';
import { isKubeError } from '../../core/kubeError.ts';
import type { PlanPermission } from '../../core/plan.ts';
import type { AccessQuestion, Cluster } from '../../core/ports.ts';

/** Whether a step may be done, by the server's own authorizers (SelfSubjectAccessReview). `null` where the server does not say. */
export async function stepPermission(
  cluster: Cluster,
  step: DraftStep,
  isUndo: boolean,
  signal: AbortSignal,
): Promise<PlanPermission> {
  const { apiVersion, resource, namespace, name } = step.target;
  const { group } = groupVersion(apiVersion);
  const subresource = below(step);
  const verb = step.do === 'evict' ? 'create' : step.do;
  const question: AccessQuestion = {
    about: 'access',
    verb,
    group,
    resource,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
    // The name of what is made does not count (a rule with resourceNames never allows a create).
    ...(verb === 'create' && step.do !== 'evict' ? {} : { name }),
  };
  const allowed = await cluster.review(question, signal).then(
    (answer) => answer.allowed ?? null,
    (error: unknown) => {
      if (isKubeError(error) && error.facts.code !== 'cancelled') return null;
      throw error;
    },
  );
  return {
    verb,
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    ...(group === '' ? {} : { group }),
    ...(namespace === undefined ? {} : { namespace }),
    allowed,
    ...(isUndo ? { forUndo: true as const } : {}),
  };
}

function below(step: DraftStep): string | undefined {
  return step.do === 'evict' ? 'eviction' : step.do === 'patch' ? step.subresource : undefined;
}
