import { counted } from '../../core/counted.ts';
import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf } from '../../kube/conditions.ts';
import { sickPods } from '../../kube/deploymentPods.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { unreadyReasons } from '../../kube/unready.ts';
import { unreadyEvidence } from '../../kube/unreadyEvidence.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { earlierAvailable, earlierPath } from './earlierAvailable.ts';
import { newRevisionPods } from './newRevisionPods.ts';

/** The Deployment controller has given up waiting; it goes on trying, and never rolls back by itself. */
export const deadlineExceeded = defineRule({
  id: 'rollout/deadline-exceeded',
  stage: 'start',
  severity: 'critical',
  explains: ['workload/unavailable'],
  // Of a first revision there is none before, and one before may have failed as well
  fix: { tool: 'rollback_deployment', shownBy: earlierPath },
  speaks: 'The condition Progressing of a Deployment is False with the reason ProgressDeadlineExceeded.',
  silent: 'Rollouts within their deadline; paused ones; Deployments that are scaled to zero.',
  needs: { deployments: list(deployment) },
  uses: { pods: list(pod), replicaSets: list(replicaSet) },
  judge({ deployments, pods = [], replicaSets, now }) {
    return deployments.flatMap((one): Finding[] => {
      const conditions = one.status?.conditions;
      const progressing = conditionOf(conditions, 'Progressing');
      if (progressing?.status !== 'False' || progressing.reason !== 'ProgressDeadlineExceeded') return [];
      if (one.spec?.paused === true || one.spec?.replicas === 0) return [];
      const object = refOf(deployment, one);
      const sick = sickPods(newRevisionPods(one, pods, replicaSets), now);
      const { updatedReplicas = 0, availableReplicas = 0 } = one.status ?? {};
      return [
        {
          rule: 'rollout/deadline-exceeded',
          severity: unlessDeleted(one, 'critical'),
          object,
          message: `The rollout made no progress within ${one.spec?.progressDeadlineSeconds ?? 600} s: ${counted(updatedReplicas, 'pod')} of the new revision, ${availableReplicas} of ${one.spec?.replicas ?? 1} available${sick.length === 0 ? '' : `; not ready of them: ${unreadyReasons(sick)}`}.`,
          evidence: [
            {
              object,
              path: `status.conditions[${conditions?.indexOf(progressing) ?? 0}].reason`,
              value: progressing.reason,
            },
            ...earlierAvailable(one, sick),
            // What keeps these from being ready explains the rest
            ...sick.slice(0, 2).map(unreadyEvidence),
          ],
          remedy: `See the pods of Deployment ${object.name} that are not ready, mend the template, or go back to the revision before.`,
        },
      ];
    });
  },
});
