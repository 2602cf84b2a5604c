import { counted } from '../../core/counted.ts';
import type { Finding } from '../../core/finding.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import { defineRule, list } from '../../core/rule.ts';
import { isRollingOut, sickPods } from '../../kube/deploymentPods.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { refOf, type HasMetadata } from '../../kube/metadata.ts';
import { controllerOf } from '../../kube/owners.ts';
import { podsOfWorkload } from '../../kube/podsOfWorkload.ts';
import { unreadyReasons } from '../../kube/unready.ts';
import { unreadyEvidence } from '../../kube/unreadyEvidence.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

interface Scaled extends HasMetadata {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly availableReplicas?: number };
}

/** The symptom that people see; the cause is in the pods. */
export const unavailable = defineRule({
  id: 'workload/unavailable',
  stage: 'readiness',
  severity: 'critical',
  symptom: true,
  speaks:
    'A Deployment that is rolled out, a StatefulSet or a ReplicaSet of its own has fewer available pods than wanted, and some of its pods fail: critical where none is available.',
  silent:
    'Scaled to zero; a rollout of a Deployment under way (rollout/stuck, rollout/deadline-exceeded); pods within their start budget.',
  needs: { deployments: list(deployment), pods: list(pod) },
  uses: { statefulSets: list(statefulSet), replicaSets: list(replicaSet) },
  judge({ deployments, statefulSets = [], replicaSets = [], pods, now }) {
    const alone = replicaSets.filter((one) => controllerOf(one)?.kind !== deployment.kind);
    const scaled: readonly (readonly [ObjectRef, Scaled])[] = [
      ...deployments.filter((one) => !isRollingOut(one)).map((one) => [refOf(deployment, one), one] as const),
      ...statefulSets.map((one) => [refOf(statefulSet, one), one] as const),
      ...alone.map((one) => [refOf(replicaSet, one), one] as const),
    ];
    return scaled.flatMap(([object, one]): Finding[] => {
      const desired = one.spec?.replicas ?? 1;
      const available = one.status?.availableReplicas ?? 0;
      if (available >= desired) return [];
      const sick = sickPods(podsOfWorkload(object, pods), now);
      if (sick.length === 0) return [];
      return [
        {
          rule: 'workload/unavailable',
          severity: unlessDeleted(one, available === 0 ? 'critical' : 'warning'),
          object,
          message: `${available} of ${counted(desired, 'pod')} ${available === 1 || desired === 1 ? 'is' : 'are'} available; not ready: ${unreadyReasons(sick)}.`,
          evidence: [
            { object, path: 'status.availableReplicas', value: one.status?.availableReplicas ?? null },
            ...sick.slice(0, 2).map(unreadyEvidence),
          ],
          remedy: `See the state, last log and events of pod ${sick[0]?.metadata?.name ?? ''}.`,
        },
      ];
    });
  },
});
