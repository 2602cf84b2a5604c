import { endpointsOf, isReadyEndpoint, slicesOf } from '../../kube/endpoints.ts';
import type { EndpointSlice } from '../../kube/kinds/endpointSlice.ts';
import type { Service } from '../../kube/kinds/service.ts';

/**
 * Whether a Service is the cluster's DNS: labelled k8s-app=kube-dns, which kubeadm, the clouds and k3s keep (also for CoreDNS) since
 * their tools look for it; OpenShift's is dns-default.
 */
export function isClusterDns({ metadata }: Service): boolean {
  return (
    (metadata?.namespace === 'kube-system' &&
      (metadata.labels?.['k8s-app'] === 'kube-dns' || metadata.name === 'kube-dns')) ||
    (metadata?.namespace === 'openshift-dns' && metadata.name === 'dns-default')
  );
}

export function dnsEndpoints(of: Service, slices: readonly EndpointSlice[]) {
  const all = endpointsOf(slicesOf(of, slices)).filter(({ conditions }) => conditions?.terminating !== true);
  return { ready: all.filter(isReadyEndpoint).length, all: all.length };
}
