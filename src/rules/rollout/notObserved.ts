import { defineRule, list } from '../../core/rule.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { refOf } from '../../kube/metadata.ts';

const graceSeconds = 60;

/**
 * The controller has not even looked at the last change. When the change was made is not in the object, so only a Deployment whose
 * first generation nobody has seen for a minute, and whose status is empty, is sure.
 */
export const notObserved = defineRule({
  id: 'rollout/not-observed',
  stage: 'admission',
  severity: 'critical',
  explains: ['rollout/stuck'],
  speaks: 'The generation of a Deployment is ahead of what its controller has observed, a minute after it was made.',
  silent: 'The first minute; Deployments that are being deleted.',
  needs: { deployments: list(deployment) },
  uses: {},
  judge({ deployments, now }) {
    return deployments.flatMap((one) => {
      const { metadata, status } = one;
      const generation = metadata?.generation ?? 0;
      const observed = status?.observedGeneration ?? 0;
      if (observed >= generation || metadata?.deletionTimestamp !== undefined) return [];
      if (now - (Date.parse(metadata?.creationTimestamp ?? '') || now) < graceSeconds * 1000) return [];
      const object = refOf(deployment, one);
      const isNew = observed === 0;
      return [
        {
          rule: 'rollout/not-observed',
          severity: isNew ? ('critical' as const) : ('info' as const),
          object,
          message: isNew
            ? 'No controller has looked at the Deployment since it was made.'
            : `The controller has observed generation ${observed} and not yet ${generation}: a change of a moment ago, or a controller that does not run.`,
          evidence: [
            { object, path: 'status.observedGeneration', value: status?.observedGeneration ?? null },
            { object, path: 'metadata.generation', value: generation },
          ],
          remedy: 'Look again in a minute; if it stays, see whether kube-controller-manager runs and has its lease.',
          ...(isNew ? {} : { confidence: 0.3 }),
        },
      ];
    });
  },
});
