import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { addressesOf, livePods } from '../../kube/endpoints.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { familyOf, selectedPods } from '../../kube/services.ts';

/** The endpoint controller keeps only addresses of the Service's families. */
export const addressFamilyUnmatched = defineRule({
  id: 'service/address-family-unmatched',
  stage: 'endpoints',
  severity: 'critical',
  speaks: 'A Service asks for an address family that no matching pod has; a warning where its other family works.',
  silent: 'No pods, pods without addresses yet, Services that name no families.',
  needs: { services: list(service), pods: list(pod) },
  uses: {},
  judge({ services, pods }) {
    return services.flatMap((one): Finding[] => {
      const families = one.spec?.ipFamilies ?? [];
      const addressed = livePods(selectedPods(one, pods)).filter((candidate) => addressesOf(candidate).length > 0);
      const first = addressed[0];
      const present = new Set(addressed.flatMap(addressesOf).map(familyOf));
      const missing = families.filter((family) => (family === 'IPv4' || family === 'IPv6') && !present.has(family));
      if (one.spec?.type === 'ExternalName' || first === undefined || missing.length === 0) return [];
      const object = refOf(service, one);
      const whole = missing.length === families.length;
      const severity = whole ? 'critical' : 'warning';
      return [
        {
          rule: 'service/address-family-unmatched',
          severity: one.metadata?.deletionTimestamp === undefined ? severity : 'info',
          object,
          message: `The Service asks for ${missing.join(' and ')}, of which no matching pod has an address.`,
          evidence: [
            { object, path: 'spec.ipFamilies', value: families },
            { object: refOf(pod, first), path: 'status.podIPs[*].ip', value: addressesOf(first) },
          ],
          remedy: `Make the Service again with ipFamilies that the pods have (the first family cannot be changed), or give the cluster's pods ${missing.join(' and ')} addresses.`,
        },
      ];
    });
  },
});
