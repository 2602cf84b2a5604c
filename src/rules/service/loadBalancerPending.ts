import { counted } from '../../core/counted.ts';
import type { Evidence, Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { secondsSince } from '../../kube/conditions.ts';
import { event, type KubeEvent } from '../../kube/kinds/event.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';

const graceSeconds = 120;

/** Nobody, or nobody in time, gave the Service an address outside the cluster. */
export const loadBalancerPending = defineRule({
  id: 'service/load-balancer-pending',
  stage: 'route',
  severity: 'critical',
  speaks: 'A Service of type LoadBalancer has no address after two minutes; with the reason of its warning event.',
  silent:
    'Other types; the first two minutes; a Service with externalIPs is a warning, since it has addresses of its own.',
  needs: { services: list(service) },
  uses: { events: list(event) },
  judge({ services, events, now }) {
    return services.flatMap((one): Finding[] => {
      if (one.spec?.type !== 'LoadBalancer' || (one.status?.loadBalancer?.ingress ?? []).length > 0) return [];
      const seconds = secondsSince(one.metadata?.creationTimestamp, now) ?? 0;
      if (seconds < graceSeconds) return [];
      const object = refOf(service, one);
      const warning = (events ?? []).findLast(
        ({ type, involvedObject }) =>
          type === 'Warning' &&
          involvedObject?.kind === 'Service' &&
          involvedObject.name === object.name &&
          involvedObject.namespace === object.namespace,
      );
      const because =
        warning === undefined
          ? events === undefined
            ? ''
            : '; no event says why'
          : `; ${warning.reason ?? 'event'}: ${warning.message ?? ''}`;
      return [
        {
          rule: 'service/load-balancer-pending',
          severity: severityOf(one),
          object,
          message: `The load balancer has no address after ${counted(Math.floor(seconds / 60), 'minute')}${because}.`,
          evidence: [
            { object, path: 'status.loadBalancer.ingress', value: [] },
            ...(warning === undefined ? [] : [eventEvidence(warning)]),
          ],
          remedy:
            warning === undefined
              ? 'Check that a cloud controller or a load balancer such as MetalLB runs here, or reach the Service through an Ingress or a node port.'
              : 'Mend what the event names: quota, subnet, permission or address pool of the load balancer.',
        },
      ];
    });
  },
});

function severityOf({
  metadata,
  spec,
}: {
  metadata?: { deletionTimestamp?: string };
  spec?: { externalIPs?: readonly string[] };
}) {
  if (metadata?.deletionTimestamp !== undefined) return 'info';
  return (spec?.externalIPs ?? []).length > 0 ? 'warning' : 'critical';
}

function eventEvidence(warning: KubeEvent): Evidence {
  return { object: refOf(event, warning), path: 'message', value: warning.message ?? '' };
}
