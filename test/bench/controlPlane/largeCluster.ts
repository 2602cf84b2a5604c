import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '../../../src/core/json.ts';
import { apiClient, itemsOf, type Answer, type ApiClient } from '../../judge/hands/apiClient.ts';
import { each } from '../../judge/hands/each.ts';
import type { ControlPlane } from '../../support/controlPlane.ts';
import { largePod } from '../listPodsData.ts';

/** How much there is of it. */
export const size = { pods: 5000, nodes: 300, events: 10_000, namespaces: 50 } as const;

const inEach = size.pods / size.namespaces;
const eventsInEach = size.events / size.namespaces;

export const shopName = 'team-0';
export const appName = 'checkout-0';

/**
 * Fills a control plane: a Deployment, its Service and 100 pods of some 10 KB in each of 50 namespaces, made, placed and started by
 * the real controllers, the real scheduler and KWOK, with the managedFields that this leaves; every 33rd pod then crashes.
 */
export async function fillCluster(cluster: ControlPlane, said: (line: string) => void): Promise<void> {
  const api = apiClient(cluster.kubeconfigs.admin);
  const namespaces = Array.from({ length: size.namespaces }, (_, index) => `team-${index}`);
  try {
    await each(namespaces, async (name, index) => fillNamespace(api, name, index));
    await allReady(api, said);
    // A release before the one that runs: what it was can be compared, and gone back to
    const app = `/apis/apps/v1/namespaces/${shopName}/deployments/${appName}`;
    await api.merge(app, { spec: { template: { metadata: { annotations: { release: '2' } } } } });
    await sleep(10_000);
    await allReady(api, said);
    await each(namespaces, async (namespace, index) => addEvents(api, namespace, index));
    said('filled');
  } finally {
    api.close();
  }
}

async function allReady(api: ApiClient, said: (line: string) => void): Promise<void> {
  for (let ready = 0; ready < size.pods;) {
    await sleep(5000);
    ready = readyReplicas(itemsOf(await api.get('/apis/apps/v1/deployments')));
    said(`${ready} of ${size.pods} pods are ready`);
  }
}

async function fillNamespace(api: ApiClient, namespace: string, index: number): Promise<void> {
  const name = `checkout-${index % 40}`;
  const { metadata, spec } = podOf(index * 4);
  const template = { metadata, spec };
  const labels = { app: name };
  await api.post('/api/v1/namespaces', { metadata: { name: namespace } });
  await api.post(`/apis/apps/v1/namespaces/${namespace}/deployments`, {
    metadata: { name, labels },
    spec: {
      replicas: inEach,
      selector: { matchLabels: labels },
      template: { ...template, metadata: { ...metadata, labels: { ...metadata.labels, ...labels } } },
    },
  });
  await api.post(`/api/v1/namespaces/${namespace}/services`, {
    metadata: { name, labels },
    spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  });
}

/** What a template can hold of it: the rest is the server's to write. It asks for less, so that 17 fit on a node of four cores. */
function podOf(index: number): { metadata: { labels: object; annotations: object }; spec: object } {
  const pod: unknown = largePod(index);
  const metadata = isRecord(pod) && isRecord(pod.metadata) ? pod.metadata : {};
  const spec = isRecord(pod) && isRecord(pod.spec) ? pod.spec : {};
  const object = (value: unknown): object => (isRecord(value) ? value : {});
  const kept = Object.entries(spec).filter(
    ([field]) => !['nodeName', 'serviceAccountName', 'priority'].includes(field),
  );
  const containers = Array.isArray(spec.containers) ? spec.containers.filter(isRecord) : [];
  const requests = { cpu: '50m', memory: '64Mi' };
  return {
    metadata: { labels: object(metadata.labels), annotations: object(metadata.annotations) },
    spec: {
      ...Object.fromEntries(kept),
      containers: containers.map((one) => ({ ...one, resources: { ...object(one.resources), requests } })),
    },
  };
}

function readyReplicas(deployments: readonly Answer[]): number {
  return deployments.reduce((sum, { status }) => sum + (isRecord(status) ? Number(status.readyReplicas ?? 0) : 0), 0);
}

/** Up to the number, beside those that the controllers and the scheduler have told; and one pod in 33 is made to crash. */
async function addEvents(api: ApiClient, namespace: string, index: number): Promise<void> {
  const pods = itemsOf(await api.get(`/api/v1/namespaces/${namespace}/pods`)).flatMap(({ metadata }) =>
    isRecord(metadata) ? [String(metadata.name)] : [],
  );
  for (const [at, pod] of pods.entries()) if ((index * inEach + at) % 33 === 0) await crash(api, namespace, pod);
  const told = itemsOf(await api.get(`/api/v1/namespaces/${namespace}/events`)).length;
  for (let number = told; number < eventsInEach; number += 1) {
    const at = new Date(Date.now() - number * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
    const name = pods[number % pods.length] ?? '';
    await api.post(`/api/v1/namespaces/${namespace}/events`, {
      metadata: { name: `${name}.${number}` },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name },
      reason: number % 3 === 0 ? 'BackOff' : 'Pulled',
      type: number % 3 === 0 ? 'Warning' : 'Normal',
      message: number % 3 === 0 ? 'Back-off restarting failed container' : 'Container image already present on machine',
      source: { component: 'kubelet' },
      firstTimestamp: at,
      lastTimestamp: at,
      count: 1 + (number % 9),
    });
  }
}

async function crash(api: ApiClient, namespace: string, name: string): Promise<void> {
  const at = `/api/v1/namespaces/${namespace}/pods/${name}`;
  const { status } = await api.get(at);
  const statuses = isRecord(status) && Array.isArray(status.containerStatuses) ? status.containerStatuses : [];
  await api.merge(`${at}/status`, {
    status: {
      containerStatuses: statuses.filter(isRecord).map((one) => ({
        ...one,
        ready: false,
        restartCount: 7,
        state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' } },
      })),
    },
  });
}
