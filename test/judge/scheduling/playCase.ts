import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '../../../src/core/json.ts';
import { itemsOf, type ApiClient } from '../hands/apiClient.ts';
import { zone, type NodeDraft, type PodDraft, type SchedulingCase } from './schedulingCase.ts';
import { claimDraft, volumeName } from './schedulingStorage.ts';

/** What the scheduler made of the candidate: the node, or its message. */
export type Decision = { readonly node: string } | { readonly message: string };

export const seats = Array.from({ length: 8 }, (_, seat) => `seat-${seat}`);
export const candidateName = 'candidate';

/** Dresses the nodes, lets the pods run, gives the candidate to the scheduler and waits for its word. */
export async function playCase(api: ApiClient, one: SchedulingCase): Promise<Decision> {
  await setStage(api, one);
  const { candidate } = one;
  const claim = claimOf(candidate);
  await create(api, podManifest(candidateName, candidate.namespace, candidate.labels, candidate.spec));
  return until(() => decision(api, claim));
}

/** All but the candidate. */
export async function setStage(api: ApiClient, { nodes, pods, candidate }: SchedulingCase): Promise<void> {
  await Promise.all(seats.flatMap((name, seat) => dressNode(api, name, nodes[seat])));
  const claim = claimOf(candidate);
  const draft = claim === undefined ? undefined : claimDraft(claim);
  if (draft?.volume !== undefined) await api.post('/api/v1/persistentvolumes', draft.volume);
  if (draft?.claim !== undefined) await api.post(claimsPath, draft.claim);
  if (claim !== undefined && draft?.claim !== undefined)
    await until(async () => isPhase(await api.get(`${claimsPath}/${claim}`), draft.phase));
  if (claim !== undefined && draft?.volume !== undefined)
    await until(async () => {
      const volume = await api.get(`/api/v1/persistentvolumes/${volumeName(claim)}`);
      return isPhase(volume, 'Bound') || isPhase(volume, 'Available');
    });
  const running = pods.map((pod, index) => create(api, runningPod(`pod-${index}`, pod)));
  if (draft?.taken === true && claim !== undefined) running.push(create(api, runningPod('taker', takerOf(claim))));
  await Promise.all(running);
  // Nodes, pods and claims reach the scheduler by watches of their own: the candidate must not overtake them
  await sleep(250);
}

/** Takes away all that a case brought. */
export async function clearCase(api: ApiClient): Promise<void> {
  const gone = ['/api/v1/namespaces/near/pods', '/api/v1/namespaces/far/pods', claimsPath];
  for (const path of gone) await api.delete(`${path}?gracePeriodSeconds=0&propagationPolicy=Background`);
  const areGone = async (): Promise<boolean> =>
    (await Promise.all(gone.map((path) => api.get(path)))).every((list) => itemsOf(list).length === 0);
  await until(areGone);
  for (const name of await ownVolumes(api)) await api.delete(`/api/v1/persistentvolumes/${name}`);
  await until(async () => (await ownVolumes(api)).length === 0);
}

async function ownVolumes(api: ApiClient): Promise<readonly string[]> {
  const names = itemsOf(await api.get('/api/v1/persistentvolumes')).flatMap(nameOf);
  return names.filter((name) => name.startsWith(volumeName('')));
}

const claimsPath = '/api/v1/namespaces/near/persistentvolumeclaims';

/** A seat that the case does not use is cordoned. */
function dressNode(api: ApiClient, name: string, draft: NodeDraft | undefined): readonly Promise<unknown>[] {
  const labels = { [zone]: null, disk: null, rank: null, ...draft?.labels };
  const unschedulable = draft?.unschedulable ?? true;
  const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  const taints = [...(draft?.taints ?? []), ...(unschedulable ? [cordon] : [])];
  const spec = { unschedulable: unschedulable ? true : null, taints: taints.length === 0 ? null : taints };
  const allocatable = draft?.allocatable ?? {};
  return [
    api.merge(`/api/v1/nodes/${name}`, { metadata: { labels }, spec }),
    api.merge(`/api/v1/nodes/${name}/status`, { status: { allocatable, capacity: allocatable } }),
  ];
}

export function claimOf({ spec }: PodDraft): string | undefined {
  const [volume] = Array.isArray(spec.volumes) ? Array.from<unknown>(spec.volumes) : [];
  const source: unknown = isRecord(volume) ? volume.persistentVolumeClaim : undefined;
  return isRecord(source) && typeof source.claimName === 'string' ? source.claimName : undefined;
}

function takerOf(claim: string): PodDraft {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: claim } }];
  return {
    seat: 1,
    namespace: 'near',
    labels: {},
    spec: { containers: [{ name: 'app', image: 'shop/app:1' }], volumes },
  };
}

/** It tolerates all, or taints of effect NoExecute would drive it out. */
function runningPod(name: string, { seat, namespace, labels, spec }: PodDraft): object {
  return podManifest(name, namespace, labels, {
    ...spec,
    nodeName: seats[seat],
    tolerations: [{ operator: 'Exists' }],
  });
}

function podManifest(name: string, namespace: string, labels: object, spec: object): object {
  const metadata = { name, namespace, labels };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { terminationGracePeriodSeconds: 0, ...spec } };
}

function create(api: ApiClient, pod: object): Promise<unknown> {
  const namespace = isRecord(pod) && isRecord(pod.metadata) ? String(pod.metadata.namespace) : '';
  return api.post(`/api/v1/namespaces/${namespace}/pods`, pod);
}

/** A claim whose volume is made on demand: the scheduler has chosen the node, and waits for the volume. */
async function decision(api: ApiClient, claim: string | undefined): Promise<Decision | undefined> {
  const pod = await api.get(`/api/v1/namespaces/near/pods/${candidateName}`);
  if (isRecord(pod.spec) && typeof pod.spec.nodeName === 'string') return { node: pod.spec.nodeName };
  const conditions = isRecord(pod.status) && Array.isArray(pod.status.conditions) ? pod.status.conditions : [];
  const scheduled: unknown = conditions.find((one: unknown) => isRecord(one) && one.type === 'PodScheduled');
  if (isRecord(scheduled) && scheduled.status === 'False') return { message: String(scheduled.message) };
  if (claim?.startsWith('waits-') !== true) return undefined;
  const { metadata } = await api.get(`${claimsPath}/${claim}`);
  const chosen = isRecord(metadata) && isRecord(metadata.annotations) ? metadata.annotations[selectedNode] : undefined;
  return typeof chosen === 'string' ? { node: chosen } : undefined;
}

const selectedNode = 'volume.kubernetes.io/selected-node';

function isPhase({ status }: Record<string, unknown>, phase: string): boolean {
  return isRecord(status) && status.phase === phase;
}

export function nameOf(object: unknown): readonly string[] {
  return isRecord(object) && isRecord(object.metadata) && typeof object.metadata.name === 'string'
    ? [object.metadata.name]
    : [];
}

/** @throws Error after half a minute. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    await sleep(20);
  }
  throw new Error('What was waited for did not come.');
}
