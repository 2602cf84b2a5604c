import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { expectedEndpoints, isFinished } from '../../kube/endpoints.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { service } from '../../kube/kinds/service.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { controllerOf } from '../../kube/owners.ts';
import { selectedPods } from '../../kube/services.ts';
import { unreadyReasons } from '../../kube/unready.ts';
import { unreadyEvidence } from '../../kube/unreadyEvidence.ts';
import { makersBehind, podMakers } from '../../kube/workloads.ts';

/** Pods are selected and not one may receive traffic. The cause is in the pods. */
export const noReadyEndpoints = defineRule({
  id: 'service/no-ready-endpoints',
  stage: 'endpoints',
  severity: 'critical',
  symptom: true,
  explains: ['service/local-traffic-gap'],
  speaks: 'Pods match the selector of a Service and none of them is ready.',
  silent:
    'publishNotReadyAddresses; finished pods of Jobs; a workload scaled to zero, whose last pods are terminating, is information.',
  needs: { services: list(service), pods: list(pod) },
  uses: { deployments: list(deployment), statefulSets: list(statefulSet) },
  judge({ services, pods, deployments, statefulSets }) {
    const makers = podMakers(deployments, statefulSets);
    return services.flatMap((one): Finding[] => {
      if (one.spec?.publishNotReadyAddresses === true) return [];
      const selected = selectedPods(one, pods).filter((candidate) => !isDone(candidate));
      if (selected.length === 0 || expectedEndpoints(one, pods).some(({ ready }) => ready)) return [];
      const object = refOf(service, one);
      const behind = makersBehind(one, makers);
      const toZero = behind.length > 0 && behind.every(({ replicas }) => replicas === 0);
      const many =
        selected.length === 1 ? '1 pod matches and it is not ready' : `${selected.length} pods match and none is ready`;
      return [
        {
          rule: 'service/no-ready-endpoints',
          severity: toZero || one.metadata?.deletionTimestamp !== undefined ? 'info' : 'critical',
          object,
          message: `${many} (${unreadyReasons(selected)})${toZero ? '; the workload is scaled to zero' : ''}.`,
          evidence: selected.slice(0, 3).map(unreadyEvidence),
          remedy: toZero
            ? 'Scale the workload up if the Service should answer.'
            : 'Mend what keeps the pods from being ready: see their states, last logs and events.',
        },
      ];
    });
  },
});

/** A completed pod is no fault of its Service; a failed one is, unless a Job keeps it as history. */
function isDone(candidate: Pod): boolean {
  return candidate.status?.phase === 'Succeeded' || (isFinished(candidate) && controllerOf(candidate)?.kind === 'Job');
}
