import fc from 'fast-check';
import type { Kind } from '../../src/core/kind.ts';
import { csiNode as csiNodeKind } from '../../src/kube/kinds/csiNode.ts';
import { namespace as namespaceKind } from '../../src/kube/kinds/namespace.ts';
import { node as nodeKind } from '../../src/kube/kinds/node.ts';
import { persistentVolume, type PersistentVolume } from '../../src/kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim } from '../../src/kube/kinds/persistentVolumeClaim.ts';
import { pod as podKind, type Pod } from '../../src/kube/kinds/pod.ts';
import { storageClass } from '../../src/kube/kinds/storageClass.ts';
import { failedScheduling } from '../../src/kube/scheduling/failedScheduling.ts';
import { placedNodes } from '../../src/kube/scheduling/placedNode.ts';
import type { Refusal } from '../../src/kube/scheduling/refusal.ts';
import { schedulingVerdict, type SchedulingVerdict } from '../../src/kube/scheduling/schedulingVerdict.ts';
import { apiClient, itemsOf, type ApiClient } from './hands/apiClient.ts';
import type { Judge, Judged } from './judge.ts';
import { candidateName, clearCase, playCase, type Decision } from './scheduling/playCase.ts';
import { schedulingCase } from './scheduling/schedulingCase.ts';
import { leaveSeats, takeSeats } from './scheduling/seats.ts';

/** Where the default profile decides by filters: preferences, preemption and resource claims are not in the cases. */
export const scheduling: Judge = {
  name: 'scheduling',
  claim: 'which nodes take a generated pod among up to 30 others, and for what each of the others is refused first',
  oracle: 'kube-scheduler, by the node that it chose or the reasons that it counts',
  few: 60,
  full: 300,
  async run(count, seed, { kubeconfigs }): Promise<Judged> {
    const api = apiClient(kubeconfigs.admin);
    try {
      await takeSeats(api);
      const disagreed: string[] = [];
      for (const [index, one] of fc.sample(schedulingCase, { numRuns: count, seed }).entries()) {
        const decision = await playCase(api, one);
        const difference = compare(decision, await ourVerdict(api));
        if (difference !== undefined) disagreed.push(`case ${index}: ${difference}: ${JSON.stringify(one)}`);
        await clearCase(api);
      }
      await leaveSeats(api);
      return { agreed: count - disagreed.length, disagreed };
    } finally {
      api.close();
    }
  },
};

async function ourVerdict(api: ApiClient): Promise<SchedulingVerdict> {
  const read = async <T>(kind: Kind<T>, path: string): Promise<readonly T[]> =>
    itemsOf(await api.get(path)).map((one) => kind.project(one));
  const [nodes, pods, namespaces, claims, volumes, classes, csiNodes] = await Promise.all([
    read(nodeKind, '/api/v1/nodes'),
    read(podKind, '/api/v1/pods'),
    read(namespaceKind, '/api/v1/namespaces'),
    read(persistentVolumeClaim, '/api/v1/persistentvolumeclaims'),
    read(persistentVolume, '/api/v1/persistentvolumes'),
    read(storageClass, '/apis/storage.k8s.io/v1/storageclasses'),
    read(csiNodeKind, '/apis/storage.k8s.io/v1/csinodes'),
  ]);
  const isCandidate = ({ metadata }: Pod): boolean => metadata?.name === candidateName;
  const found = pods.find(isCandidate) ?? {};
  const spec = { ...found.spec, nodeName: '' };
  return schedulingVerdict(
    { ...found, spec },
    {
      nodes: placedNodes(
        nodes,
        pods.filter((one) => !isCandidate(one)),
      ),
      namespaces: new Map(namespaces.map(({ metadata }) => [metadata?.name ?? '', metadata?.labels ?? {}])),
      storage: { claims: claims.map(asBefore), volumes: volumes.map(asFree), classes, csiNodes },
    },
  );
}

/** As the scheduler saw it: without the node that it then chose, and unbound where it then bound. */
function asBefore(claim: ReturnType<typeof persistentVolumeClaim.project>): typeof claim {
  const name = claim.metadata?.name ?? '';
  if (!name.startsWith('waits-')) return claim;
  return { ...claim, spec: { ...claim.spec, volumeName: '' }, metadata: { ...claim.metadata, annotations: {} } };
}

function asFree(volume: ReturnType<typeof persistentVolume.project>): typeof volume {
  if (volume.metadata?.name?.startsWith('judge-waits-') !== true) return volume;
  return { ...volume, spec: withoutClaim(volume.spec), status: { phase: 'Available' } };
}

function withoutClaim(spec: NonNullable<PersistentVolume['spec']> = {}): NonNullable<PersistentVolume['spec']> {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => key !== 'claimRef'));
}

function compare(decision: Decision, { held, nodes }: SchedulingVerdict): string | undefined {
  if ('node' in decision) {
    if (held !== undefined) return `it runs on ${decision.node}, ours: ${held.because}`;
    const own = nodes.find(({ node }) => node === decision.node);
    return own?.refusals.length === 0
      ? undefined
      : `it runs on ${decision.node}, ours: ${JSON.stringify(own?.refusals)}`;
  }
  const theirs = failedScheduling(decision.message);
  if (held !== undefined) {
    const same = (theirs?.before ?? decision.message) === held.counted;
    return same ? undefined : `theirs: ${decision.message}, ours: ${held.counted ?? held.because}`;
  }
  const counts = new Map<string, number>();
  for (const { refusals } of nodes)
    for (const { counted } of firstOf(refusals)) counts.set(counted, (counts.get(counted) ?? 0) + 1);
  const ours = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  const said = (theirs?.reasons ?? []).map((one) => `${one.nodes} ${one.reason}`).sort();
  return ours.join(', ') === said.join(', ') ? undefined : `theirs: ${decision.message}, ours: ${ours.join(', ')}`;
}

/** Of the first filter that refuses: each resource that is short; of other filters the first that they find. */
function firstOf(refusals: readonly Refusal[]): readonly Refusal[] {
  const filter = refusals[0]?.filter;
  return filter === 'NodeResourcesFit' ? refusals.filter((one) => one.filter === filter) : refusals.slice(0, 1);
}
