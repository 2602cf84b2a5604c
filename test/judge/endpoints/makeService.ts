import type { ApiClient } from '../hands/apiClient.ts';
import type { PodOfService, ServiceDraft } from './serviceDraft.ts';

/** KWOK, which plays the kubelet, would begin a pod after this long. */
const late = {
  'pod-create.stage.kwok.x-k8s.io/delay': '24h',
  'pod-create.stage.kwok.x-k8s.io/jitter-delay': '25h',
};

/**
 * Pods whose status only the judge writes; a finalizer keeps those that are deleted. They are on a node that exists: the controller leaves
 * out the others.
 */
export async function makeService(
  api: ApiClient,
  namespace: string,
  index: number,
  { spec, pods, slices }: ServiceDraft,
): Promise<void> {
  const name = `service-${index}`;
  for (const [number, draft] of pods.entries()) await makePod(api, namespace, index, number, draft);
  await api.post(`/api/v1/namespaces/${namespace}/services`, { metadata: { name }, spec });
  for (const [number, endpoints] of slices.entries())
    await api.post(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`, {
      metadata: { name: `${name}-${number}`, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints: endpoints.map(({ ready }, place) => ({
        addresses: [address(200 + number, index, place)],
        conditions: ready === undefined ? {} : { ready },
      })),
      ports: (spec.ports ?? []).map(({ name: portName, port }) => ({ name: portName, port })),
    });
}

async function makePod(
  api: ApiClient,
  namespace: string,
  index: number,
  number: number,
  { labels, ports, ready, phase, hasAddress, dual, deleted }: PodOfService,
): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const name = `pod-${index}-${number}`;
  await api.post(path, {
    metadata: { name, labels, annotations: late, finalizers: ['judge.test/keep'] },
    spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'shop/app:1', ports }] },
  });
  const podIP = address(100, index, number);
  const podIPs = [{ ip: podIP }, ...(dual ? [{ ip: `fd00::${index.toString(16)}:${number + 1}` }] : [])];
  await api.merge(`${path}/${name}/status`, {
    status: {
      phase,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      ...(hasAddress ? { podIP, podIPs } : {}),
    },
  });
  if (deleted) await api.delete(`${path}/${name}`);
}

function address(net: number, index: number, number: number): string {
  return `10.${net + Math.trunc(index / 250)}.${index % 250}.${number + 1}`;
}
