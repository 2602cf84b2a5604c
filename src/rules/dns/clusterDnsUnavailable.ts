import { defineRule, list } from '../../core/rule.ts';
import { slicesOf } from '../../kube/endpoints.ts';
import { endpointSlice } from '../../kube/kinds/endpointSlice.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { dnsEndpoints, isClusterDns } from './clusterDns.ts';

/** The commonest outage of a whole cluster: no name resolves. */
export const clusterDnsUnavailable = defineRule({
  id: 'dns/cluster-dns-unavailable',
  stage: 'endpoints',
  severity: 'critical',
  explains: ['service/no-ready-endpoints', 'service/some-endpoints-not-ready'],
  speaks: 'The DNS Service of the cluster has no ready endpoint.',
  silent: 'Some endpoint is ready; the namespace has no cluster DNS Service (a distribution may keep it elsewhere).',
  needs: { services: list(service), slices: list(endpointSlice) },
  uses: {},
  judge({ services, slices }) {
    return services.filter(isClusterDns).flatMap((one) => {
      const { ready, all } = dnsEndpoints(one, slices);
      if (ready > 0) return [];
      const object = refOf(service, one);
      const slice = slicesOf(one, slices)[0];
      return [
        {
          rule: 'dns/cluster-dns-unavailable',
          severity: 'critical' as const,
          object,
          message: `The cluster's DNS has no ready endpoint (${all} not ready): no name resolves in the pods.`,
          evidence: [
            slice === undefined
              ? { object, path: 'spec.selector', value: one.spec?.selector ?? null }
              : {
                  object: refOf(endpointSlice, slice),
                  path: 'endpoints[*].conditions.ready',
                  value: (slice.endpoints ?? []).slice(0, 10).map(({ conditions }) => conditions?.ready ?? true),
                },
          ],
          remedy: `See the pods behind Service ${object.namespace ?? ''}/${object.name}: their state, last log and events.`,
        },
      ];
    });
  },
});
