import { counted } from '../../core/counted.ts';
import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf } from '../../kube/conditions.ts';
import { isRollingOut, sickPods } from '../../kube/deploymentPods.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { unreadyReasons } from '../../kube/unready.ts';
import { unreadyEvidence } from '../../kube/unreadyEvidence.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { earlierAvailable, earlierPath } from './earlierAvailable.ts';
import { newRevisionPods } from './newRevisionPods.ts';

/** A rollout whose new pods fail does not come to an end by waiting; the deadline only says so later. */
export const stuck = defineRule({
  id: 'rollout/stuck',
  stage: 'start',
  severity: 'critical',
  explains: ['workload/unavailable'],
  // Of a first revision there is none before, and one before may have failed as well
  fix: { tool: 'rollback_deployment', shownBy: earlierPath },
  speaks: 'A Deployment is rolling out and pods of its newest revision fail, before its deadline has passed.',
  silent:
    'New pods that are within their start budget; a rollout past its deadline, which has its own finding; paused ones; those scaled to zero.',
  needs: { deployments: list(deployment), pods: list(pod) },
  uses: { replicaSets: list(replicaSet) },
  judge({ deployments, pods, replicaSets, now }) {
    return deployments.flatMap((one): Finding[] => {
      if (!isRollingOut(one) || one.spec?.paused === true || one.spec?.replicas === 0) return [];
      if (conditionOf(one.status?.conditions, 'Progressing')?.status === 'False') return [];
      const newest = newRevisionPods(one, pods, replicaSets);
      const sick = sickPods(newest, now);
      if (sick.length === 0) return [];
      const object = refOf(deployment, one);
      // Of the pods only the sick ones may be in sight: its controller counts those that there are
      const made = one.status?.updatedReplicas ?? 0;
      return [
        {
          rule: 'rollout/stuck',
          severity: unlessDeleted(one, 'critical'),
          object,
          message: `The rollout does not get on: ${sick.length} of ${counted(made, 'pod')} of the newest revision ${sick.length === 1 ? 'fails' : 'fail'} (${unreadyReasons(sick)}).`,
          evidence: [
            { object, path: 'status.updatedReplicas', value: one.status?.updatedReplicas ?? 0 },
            ...earlierAvailable(one, sick),
            ...sick.slice(0, 2).map(unreadyEvidence),
          ],
          remedy: `See the log and the events of pod ${sick[0]?.metadata?.name ?? ''}; mend the template or go back to the revision before.`,
        },
      ];
    });
  },
});
