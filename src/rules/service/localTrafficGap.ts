import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { endpointsOf, isReadyEndpoint, livePods, slicesOf } from '../../kube/endpoints.ts';
import { endpointSlice } from '../../kube/kinds/endpointSlice.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { selectedPods } from '../../kube/services.ts';

/** With a Local policy a node serves only from its own endpoints; where it has none the traffic is dropped. */
export const localTrafficGap = defineRule({
  id: 'service/local-traffic-gap',
  stage: 'endpoints',
  severity: 'warning',
  speaks:
    'internalTrafficPolicy Local, and a node with other pods of the namespace (its likely callers) has no ready endpoint; or a Local policy and no node has one.',
  silent:
    'externalTrafficPolicy Local where some node has an endpoint: a load balancer’s health check skips the others by design.',
  needs: { services: list(service), slices: list(endpointSlice), pods: list(pod) },
  uses: {},
  judge({ services, slices, pods }) {
    return services.flatMap((one): Finding[] => {
      const { internalTrafficPolicy, externalTrafficPolicy, type } = one.spec ?? {};
      const internal = internalTrafficPolicy === 'Local';
      if (type === 'ExternalName' || (!internal && externalTrafficPolicy !== 'Local')) return [];
      const field = internal ? 'internalTrafficPolicy' : 'externalTrafficPolicy';
      const object = refOf(service, one);
      const ready = endpointsOf(slicesOf(one, slices)).filter(isReadyEndpoint);
      const served = new Set(ready.flatMap(({ nodeName }) => (nodeName === undefined ? [] : [nodeName])));
      const own = new Set(selectedPods(one, pods));
      const callers = livePods(pods).filter(
        (candidate) => candidate.metadata?.namespace === object.namespace && !own.has(candidate),
      );
      const missed = [...new Set(callers.flatMap(({ spec }) => (spec?.nodeName === undefined ? [] : [spec.nodeName])))]
        .filter((name) => !served.has(name))
        .sort();
      if (served.size > 0 && (!internal || missed.length === 0)) return [];
      return [
        {
          rule: 'service/local-traffic-gap',
          severity: one.metadata?.deletionTimestamp === undefined ? 'warning' : 'info',
          object,
          message:
            served.size === 0
              ? `${field} is Local and no node has a ready endpoint, so no node serves it.`
              : `internalTrafficPolicy is Local, and callers on ${missed.slice(0, 5).join(', ')} find no endpoint on their node.`,
          evidence: [
            { object, path: `spec.${field}`, value: 'Local' },
            ...slicesOf(one, slices)
              .slice(0, 1)
              .map((slice) => ({
                object: refOf(endpointSlice, slice),
                path: 'endpoints[*].nodeName',
                value: [...served].sort().slice(0, 10),
              })),
          ],
          remedy: `Set spec.${field} of Service ${object.name} to Cluster, or run a ready pod of it on every node that calls it.`,
          // Who calls whom is not in the objects.
          ...(served.size === 0 ? {} : { confidence: 0.5 }),
        },
      ];
    });
  },
});
