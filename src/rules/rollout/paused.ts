import { counted } from '../../core/counted.ts';
import { defineRule, list } from '../../core/rule.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** While paused, changes of the template wait. */
export const paused = defineRule({
  id: 'rollout/paused',
  stage: 'start',
  severity: 'warning',
  speaks:
    'A Deployment is paused: a warning where it has no pods, or none of its present template, information otherwise.',
  silent: 'Deployments that are not paused.',
  needs: { deployments: list(deployment) },
  uses: {},
  judge({ deployments }) {
    return deployments.flatMap((one) => {
      if (one.spec?.paused !== true) return [];
      const object = refOf(deployment, one);
      const { replicas = 0, updatedReplicas = 0 } = one.status ?? {};
      const waits = updatedReplicas < replicas;
      const desired = one.spec.replicas ?? 1;
      const hasNone = desired > 0 && replicas === 0;
      return [
        {
          rule: 'rollout/paused',
          severity: waits || hasNone ? unlessDeleted(one, 'warning') : ('info' as const),
          object,
          message: waits
            ? `The rollout is paused with ${replicas - updatedReplicas} of ${counted(replicas, 'pod')} of an earlier template.`
            : hasNone
              ? `The Deployment is paused and has none of its ${counted(desired, 'pod')}: no template of it was rolled out.`
              : 'The Deployment is paused; a change of its template would not be rolled out.',
          evidence: [
            { object, path: 'spec.paused', value: true },
            { object, path: 'status.updatedReplicas', value: updatedReplicas },
          ],
          remedy: `Resume it when the change is meant to go out: kubectl rollout resume deployment/${object.name}.`,
        },
      ];
    });
  },
});
