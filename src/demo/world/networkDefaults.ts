import type { JsonObject } from '../../core/json.ts';
import { asObject, isObject, listAt, mapAt, textAt, valueAt } from '../kubeObject.ts';
import { withDefaults, withEach, withMap } from './withDefaults.ts';

/** Source: kubernetes/pkg/apis/core/v1/defaults.go, kubernetes/pkg/apis/networking/v1/defaults.go, kubernetes/pkg/apis/discovery/v1/defaults.go. */
export const networkDefaults: Readonly<Record<string, (object: JsonObject) => JsonObject>> = {
  Service: serviceDefaults,
  EndpointSlice: (slice) => withEach(slice, ['ports'], (port) => withDefaults(port, { name: '', protocol: 'TCP' })),
  Ingress: (ingress) => withDefaults(ingress, { status: { loadBalancer: {} } }),
  IngressClass: (ingressClass) =>
    isObject(valueAt(ingressClass, 'spec.parameters'))
      ? withDefaults(ingressClass, { spec: { parameters: { scope: 'Cluster' } } })
      : ingressClass,
  NetworkPolicy: networkPolicyDefaults,
};

function serviceDefaults(service: JsonObject): JsonObject {
  const type = textAt(service, 'spec.type') ?? 'ClusterIP';
  const address = textAt(service, 'spec.clusterIP');
  const ports = listAt(service, 'spec.ports').map((port) =>
    withDefaults(asObject(port), { protocol: 'TCP', targetPort: valueAt(port, 'port') }),
  );
  return withDefaults(
    { ...service, spec: { ...mapAt(service, 'spec'), ...(ports.length === 0 ? {} : { ports }) } },
    {
      spec: {
        type,
        sessionAffinity: 'None',
        ...(textAt(service, 'spec.sessionAffinity') === 'ClientIP'
          ? { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } }
          : {}),
        ...(type === 'ExternalName'
          ? {}
          : {
              ...(address === undefined ? {} : { clusterIPs: [address] }),
              internalTrafficPolicy: 'Cluster',
              ipFamilies: ['IPv4'],
              ipFamilyPolicy: 'SingleStack',
            }),
        ...(type === 'LoadBalancer' || type === 'NodePort' ? { externalTrafficPolicy: 'Cluster' } : {}),
        ...(type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}),
      },
      status: { loadBalancer: {} },
    },
  );
}

function networkPolicyDefaults(policy: JsonObject): JsonObject {
  const withPorts = (rule: JsonObject): JsonObject =>
    withEach(rule, ['ports'], (port) => withDefaults(port, { protocol: 'TCP' }));
  const isAboutEgress = listAt(policy, 'spec.egress').length > 0;
  return withMap(policy, 'spec', (spec) =>
    withDefaults(withEach(spec, ['ingress', 'egress'], withPorts), {
      policyTypes: isAboutEgress ? ['Ingress', 'Egress'] : ['Ingress'],
    }),
  );
}
