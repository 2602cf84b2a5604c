import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { expectedEndpoints, isReadyPod, livePods } from '../../kube/endpoints.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { selectedPods } from '../../kube/services.ts';
import { isStarting, unreadyReasons } from '../../kube/unready.ts';
import { unreadyEvidence } from '../../kube/unreadyEvidence.ts';

/** Less capacity than there should be, and the Service still answers. */
export const someEndpointsNotReady = defineRule({
  id: 'service/some-endpoints-not-ready',
  stage: 'endpoints',
  severity: 'warning',
  speaks: 'Some pods of a Service are ready and some are not.',
  silent: 'Pods that are starting within their probes’ budget, terminating or finished; publishNotReadyAddresses.',
  needs: { services: list(service), pods: list(pod) },
  uses: {},
  judge({ services, pods, now }) {
    return services.flatMap((one): Finding[] => {
      if (one.spec?.publishNotReadyAddresses === true) return [];
      const ready = expectedEndpoints(one, pods).filter((endpoint) => endpoint.ready).length;
      const live = livePods(selectedPods(one, pods));
      const late = live.filter((candidate) => !isReadyPod(candidate) && !isStarting(candidate, now));
      if (ready === 0 || late.length === 0) return [];
      return [
        {
          rule: 'service/some-endpoints-not-ready',
          severity: one.metadata?.deletionTimestamp === undefined ? 'warning' : 'info',
          object: refOf(service, one),
          message: `${late.length} of ${live.length} pods ${late.length === 1 ? 'is' : 'are'} not ready (${unreadyReasons(late)}); ${ready} still ${ready === 1 ? 'answers' : 'answer'}.`,
          evidence: late.slice(0, 3).map(unreadyEvidence),
          remedy: 'See the states, last logs and events of the pods that are not ready.',
        },
      ];
    });
  },
});
