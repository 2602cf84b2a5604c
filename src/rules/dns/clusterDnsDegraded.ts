import { defineRule, list } from '../../core/rule.ts';
import { slicesOf } from '../../kube/endpoints.ts';
import { endpointSlice } from '../../kube/kinds/endpointSlice.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { dnsEndpoints, isClusterDns } from './clusterDns.ts';

/** Some DNS pods do not answer: lookups are slower, and the next loss may be the last. */
export const clusterDnsDegraded = defineRule({
  id: 'dns/cluster-dns-degraded',
  stage: 'endpoints',
  severity: 'warning',
  speaks: 'Some endpoints of the cluster’s DNS Service are ready and some are not.',
  silent: 'All are ready, or none is (dns/cluster-dns-unavailable); terminating ones.',
  needs: { services: list(service), slices: list(endpointSlice) },
  uses: {},
  judge({ services, slices }) {
    return services.filter(isClusterDns).flatMap((one) => {
      const { ready, all } = dnsEndpoints(one, slices);
      if (ready === 0 || ready === all) return [];
      const object = refOf(service, one);
      return [
        {
          rule: 'dns/cluster-dns-degraded',
          severity: 'warning' as const,
          object,
          message: `${all - ready} of ${all} endpoints of the cluster's DNS ${all - ready === 1 ? 'is' : 'are'} not ready.`,
          evidence: slicesOf(one, slices)
            .slice(0, 1)
            .map((slice) => ({
              object: refOf(endpointSlice, slice),
              path: 'endpoints[*].conditions.ready',
              value: (slice.endpoints ?? []).slice(0, 10).map(({ conditions }) => conditions?.ready ?? true),
            })),
          remedy: `See the pods behind Service ${object.namespace ?? ''}/${object.name} that are not ready.`,
        },
      ];
    });
  },
});
