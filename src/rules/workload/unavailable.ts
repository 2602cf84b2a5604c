import { counted } from '../../core/counted.ts';
import type { Evidence, Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf, conditionPath } from '../../kube/conditions.ts';
import { isRollingOut, podsOfDeployment, sickPods } from '../../kube/deploymentPods.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { unreadyReasons } from '../../kube/unready.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** The symptom that people see; the cause is in the pods. */
export const unavailable = defineRule({
  id: 'workload/unavailable',
  stage: 'readiness',
  severity: 'critical',
  symptom: true,
  speaks:
    'A Deployment that is rolled out has fewer available pods than wanted, and some of its pods fail: critical where none is available.',
  silent:
    'Scaled to zero; a rollout under way (rollout/stuck, rollout/deadline-exceeded); pods within their start budget.',
  needs: { deployments: list(deployment), pods: list(pod) },
  uses: {},
  judge({ deployments, pods, now }) {
    return deployments.flatMap((one): Finding[] => {
      const desired = one.spec?.replicas ?? 1;
      const available = one.status?.availableReplicas ?? 0;
      if (available >= desired || isRollingOut(one)) return [];
      const sick = sickPods(podsOfDeployment(one, pods), now);
      if (sick.length === 0) return [];
      const object = refOf(deployment, one);
      return [
        {
          rule: 'workload/unavailable',
          severity: unlessDeleted(one, available === 0 ? 'critical' : 'warning'),
          object,
          message: `${available} of ${counted(desired, 'pod')} ${available === 1 || desired === 1 ? 'is' : 'are'} available; not ready: ${unreadyReasons(sick)}.`,
          evidence: [
            { object, path: 'status.availableReplicas', value: one.status?.availableReplicas ?? null },
            ...sick.slice(0, 2).map((bad): Evidence => ({
              object: refOf(pod, bad),
              path: conditionPath(bad.status?.conditions, 'Ready'),
              value: conditionOf(bad.status?.conditions, 'Ready')?.status ?? null,
            })),
          ],
          remedy: `See the state, last log and events of pod ${sick[0]?.metadata?.name ?? ''}.`,
        },
      ];
    });
  },
});
