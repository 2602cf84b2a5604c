import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Kind } from '../../src/core/kind.ts';
import { scalingCapacity, type CapacityWorld } from '../../src/kube/capacity/scalingCapacity.ts';
import { csiNode } from '../../src/kube/kinds/csiNode.ts';
import { deployment } from '../../src/kube/kinds/deployment.ts';
import { limitRange } from '../../src/kube/kinds/limitRange.ts';
import { namespace as namespaceKind } from '../../src/kube/kinds/namespace.ts';
import { node } from '../../src/kube/kinds/node.ts';
import { persistentVolume } from '../../src/kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim } from '../../src/kube/kinds/persistentVolumeClaim.ts';
import { pod as podKind } from '../../src/kube/kinds/pod.ts';
import { resourceQuota } from '../../src/kube/kinds/resourceQuota.ts';
import { storageClass } from '../../src/kube/kinds/storageClass.ts';
import { isTrue } from '../../src/kube/conditions.ts';
import { clusterOfLists } from '../../src/kube/scheduling/clusterOfLists.ts';
import { apiClient, itemsOf, type ApiClient } from './hands/apiClient.ts';
import type { Judge, Judged } from './judge.ts';
import { claimOf, clearCase, setStage, until } from './scheduling/playCase.ts';
import { schedulingCase } from './scheduling/schedulingCase.ts';
import { leaveSeats, takeSeats } from './scheduling/seats.ts';

const replicas = 8;
const own = 'judge=capacity';
const workloads = '/apis/apps/v1/namespaces/near';
const quotaPath = '/api/v1/namespaces/near/resourcequotas';

/** Claims that wait for their first pod are left out: nobody makes volumes here, and such a pod would wait for ever. */
const capacityCase = fc.record({
  stage: schedulingCase.filter(({ candidate }) => claimOf(candidate)?.startsWith('waits-') !== true),
  quota: fc.constantFrom<Readonly<Record<string, string>> | undefined>(
    undefined,
    undefined,
    undefined,
    { pods: '9' },
    { 'requests.cpu': '4', pods: '30' },
    { 'count/pods': '12', 'requests.memory': '6Gi' },
  ),
});

/** Of nodes that score alike the scheduler takes any: the number holds where one of so many choices gives it. */
const choices = 60;

export const capacity: Judge = {
  name: 'capacity',
  claim: `check_scaling_capacity says how many of ${replicas} pods of a generated Deployment find room, under quotas too`,
  oracle: 'the Deployment and ReplicaSet controllers, quota admission and kube-scheduler, by the pods that get a node',
  few: 10,
  full: 200,
  async run(count, seed, { kubeconfigs }): Promise<Judged> {
    const api = apiClient(kubeconfigs.admin);
    try {
      await takeSeats(api);
      const disagreed: string[] = [];
      for (const [index, one] of fc.sample(capacityCase, { numRuns: count, seed }).entries()) {
        await setStage(api, one.stage);
        if (one.quota !== undefined) await makeQuota(api, one.quota);
        const manifest = manifestOf(one.stage.candidate);
        const world = await read(api, manifest);
        await api.post(`${workloads}/deployments`, manifest);
        const theirs = await placed(api);
        const ours = await isOurs(world, theirs);
        if (ours !== undefined)
          disagreed.push(`case ${index}: ${theirs} were placed, ours: ${ours}: ${JSON.stringify(one)}`);
        await clear(api);
      }
      await leaveSeats(api);
      return { agreed: count - disagreed.length, disagreed };
    } finally {
      api.close();
    }
  },
};

/** Undefined where our number is theirs; else ours. */
async function isOurs(world: CapacityWorld, theirs: number): Promise<string | undefined> {
  const first = await scalingCapacity(world, replicas);
  if (first.fits === theirs) return undefined;
  const dice = fc.sample(fc.nat(1_000_000), { numRuns: choices * replicas, seed: 7 });
  const seen = new Set([first.fits]);
  for (let run = 0; run < choices; run++) {
    let at = run * replicas;
    const { fits } = await scalingCapacity(world, replicas, {
      choose: (equals) => equals[(dice[at++ % dice.length] ?? 0) % equals.length],
    });
    if (fits === theirs) return undefined;
    seen.add(fits);
  }
  return `${[...seen].join(' or ')} (${JSON.stringify(first.stop)})`;
}

function manifestOf({ labels, spec }: { readonly labels: object; readonly spec: object }): Record<string, unknown> {
  const selected = { ...labels, judge: 'capacity' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'capacity', namespace: 'near' },
    spec: {
      replicas,
      selector: { matchLabels: { judge: 'capacity' } },
      template: { metadata: { labels: selected }, spec: { terminationGracePeriodSeconds: 0, ...spec } },
    },
  };
}

async function makeQuota(api: ApiClient, hard: object): Promise<void> {
  await api.post(quotaPath, { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'small' }, spec: { hard } });
  await until(async () => {
    const { status } = resourceQuota.project(await api.get(`${quotaPath}/small`));
    return Object.keys(hard).every((resource) => status?.used?.[resource] !== undefined);
  });
}

/** How many of its pods got a node, once nothing moves any more. */
async function placed(api: ApiClient): Promise<number> {
  let before = '';
  let since = Date.now();
  return until(async () => {
    const [pods, workload] = await Promise.all([
      api.get(`/api/v1/namespaces/near/pods?labelSelector=${own}`),
      api.get(`${workloads}/deployments/capacity`),
    ]);
    const all = itemsOf(pods).map((one) => podKind.project(one));
    const bound = all.filter(({ spec }) => (spec?.nodeName ?? '') !== '');
    const decided = all.filter(
      ({ spec, status }) =>
        (spec?.nodeName ?? '') !== '' ||
        status?.conditions?.some(({ type, status: is }) => type === 'PodScheduled' && is === 'False') === true,
    );
    const isRefused = isTrue(deployment.project(workload).status?.conditions, 'ReplicaFailure');
    const now = `${all.length} ${bound.length} ${decided.length}`;
    if (now !== before) {
      before = now;
      since = Date.now();
    }
    const isAll = decided.length === all.length && (all.length === replicas || isRefused);
    return isAll && Date.now() - since > 500 ? { number: bound.length } : undefined;
  }).then(({ number }) => number);
}

async function read(api: ApiClient, manifest: Record<string, unknown>): Promise<CapacityWorld> {
  const list = async <T>(kind: Kind<T>, path: string): Promise<readonly T[]> =>
    itemsOf(await api.get(path)).map((one) => kind.project(one));
  const [nodes, everywhere, namespaces, claims, volumes, classes, csiNodes, quotas, ranges] = await Promise.all([
    list(node, '/api/v1/nodes'),
    list(podKind, '/api/v1/pods'),
    list(namespaceKind, '/api/v1/namespaces'),
    list(persistentVolumeClaim, '/api/v1/persistentvolumeclaims'),
    list(persistentVolume, '/api/v1/persistentvolumes'),
    list(storageClass, '/apis/storage.k8s.io/v1/storageclasses'),
    list(csiNode, '/apis/storage.k8s.io/v1/csinodes'),
    list(resourceQuota, quotaPath),
    list(limitRange, '/api/v1/namespaces/near/limitranges'),
  ]);
  return {
    workload: { kind: 'Deployment', object: deployment.project(manifest) },
    pods: everywhere.filter(({ metadata }) => metadata?.namespace === 'near'),
    cluster: clusterOfLists({ nodes, everywhere, namespaces, claims, volumes, classes, csiNodes }),
    quotas,
    ranges,
    services: [],
    replicaSets: [],
  };
}

async function clear(api: ApiClient): Promise<void> {
  for (const path of [`${workloads}/deployments`, `${workloads}/replicasets`, quotaPath]) {
    await api.delete(`${path}?propagationPolicy=Background`);
    await until(async () => itemsOf(await api.get(path)).length === 0);
  }
  await clearCase(api);
  // The endings reach the scheduler by a watch
  await sleep(100);
}
