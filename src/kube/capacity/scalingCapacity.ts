import type { LimitRange } from '../kinds/limitRange.ts';
import type { Pod } from '../kinds/pod.ts';
import type { ReplicaSet } from '../kinds/replicaSet.ts';
import type { ResourceQuota } from '../kinds/resourceQuota.ts';
import type { Service } from '../kinds/service.ts';
import { isFinished } from '../endpoints.ts';
import { unnamedForQuota, type Unnamed } from '../quotaNeeds.ts';
import { rangeConflicts, type RangeConflict } from '../rangeConflicts.ts';
import { currentPods, ownPods } from '../rollouts/currentPods.ts';
import { nodeGroups, type NodeGroup } from '../scheduling/nodeGroups.ts';
import { placePods, type Placing } from '../scheduling/placePods.ts';
import { waitsForConsumer } from '../scheduling/podClaims.ts';
import type { FilterName } from '../scheduling/refusal.ts';
import type { SchedulingCluster, SchedulingStorage } from '../scheduling/schedulingCluster.ts';
import { unjudged, type SchedulingVerdict } from '../scheduling/schedulingVerdict.ts';
import { isToBeMade, withBound } from '../scheduling/withVolumes.ts';
import { matches, requirementsOf, requirementsOfMap, type Requirement } from '../selectors.ts';
import { selectorOf } from '../services.ts';
import { podsToCome, type PodToCome, type Scalable } from './podsToCome.ts';
import { quotaRoom, type QuotaStop } from './quotaRoom.ts';

/** What the question is judged by; undefined where it could not be read. */
export interface CapacityWorld {
  readonly workload: Scalable;
  /** Of its namespace, or of all. */
  readonly pods: readonly Pod[];
  readonly cluster: SchedulingCluster;
  readonly quotas: readonly ResourceQuota[] | undefined;
  readonly ranges: readonly LimitRange[] | undefined;
  readonly services: readonly Service[] | undefined;
  readonly replicaSets: readonly ReplicaSet[] | undefined;
}

export interface ScalingCapacity {
  /** Pods of it that have a node, and are neither ended nor ending. */
  readonly running: number;
  /** That wait for a node already. */
  readonly waiting: number;
  /** That would have to be made. */
  readonly lacking: number;
  /** Of those that wait or are lacking, how many find a place. */
  readonly fits: number;
  /** What stops the next one: the first that finds no place, be it one more than asked for. Undefined: one more fits too. */
  readonly stop?: CapacityStop;
  /** Where they go, by node, in the order of the nodes. */
  readonly placed: readonly { readonly node: string; readonly pods: number }[];
  /** The nodes without those pods, and with them. */
  readonly before: SchedulingCluster;
  readonly after: SchedulingCluster;
  /** The pod that the new ones are made like; undefined: like the template. */
  readonly like: Pod | undefined;
  readonly model: Pod;
  /** Filters that could not judge. Where there are any, what fits may not fit. */
  readonly unjudged: readonly FilterName[];
  /** Claims whose volumes are still to be made, by class: where those will be reachable from is not known. */
  readonly volumesToMake: number;
  /** Not all were placed: there are more of them than are looked at. */
  readonly isCut: boolean;
}

export type CapacityStop =
  | { readonly by: 'quota'; readonly quota: QuotaStop }
  | { readonly by: 'unnamed'; readonly quota: string; readonly unnamed: Unnamed }
  | { readonly by: 'limitRange'; readonly range: string; readonly conflict: RangeConflict }
  | { readonly by: 'held'; readonly because: string }
  | { readonly by: 'nodes'; readonly groups: readonly NodeGroup[] };

/** More pods than these are not placed one by one. */
const mostPlaced = 1000;

/**
 * Whether a workload's pods would all find a place with so many replicas: those that wait already first, then those that are to be made,
 * as far as quotas let them be made, and one more, to see what would stop it.
 */
export async function scalingCapacity(
  world: CapacityWorld,
  replicas: number,
  placing: Omit<Placing, 'spreadBy'> = {},
): Promise<ScalingCapacity> {
  const { workload, quotas = [], ranges = [], services = [], replicaSets, cluster } = world;
  const own = ownPods(workload, world.pods).filter(
    (pod) => !isFinished(pod) && pod.metadata?.deletionTimestamp === undefined,
  );
  const like = currentPods(workload, own, replicaSets).find(({ spec }) => (spec?.nodeName ?? '') !== '');
  const running = own.filter(({ spec }) => (spec?.nodeName ?? '') !== '');
  // A scaling down takes pods without a node first (pkg/controller/controller_utils.go, ActivePodsWithRanks)
  const kept = Math.max(0, Math.min(own.length, replicas) - running.length);
  const waiting = own.filter((pod) => !running.includes(pod)).slice(0, kept);
  const lacking = Math.max(0, replicas - own.length);
  const made = podsToCome(
    workload,
    own,
    { like, ranges, classes: cluster.storage?.classes ?? [] },
    Math.min(lacking + 1, mostPlaced),
  );
  const model = made[0]?.pod ?? {};
  const admission = admitted(made[0], quotas, ranges, cluster);
  const room = Math.min(made.length, admission.pods);
  const come = made.slice(0, room);
  const ready = come.reduce((now, one) => withItsClaims(now, one), cluster);
  const all = [...waiting, ...come.map(({ pod }) => pod)];
  const how = { ...placing, spreadBy: spreadBy(workload, model, services) };
  const wanted = waiting.length + lacking;
  const run = await placePods(all.slice(0, wanted), ready, how);
  const oneMore = run.stopped === undefined ? await placePods(all.slice(wanted), run.cluster, how) : run;
  const fits = run.placed.length;
  const places = new Map<string, number>();
  for (const { node } of run.placed) places.set(node, (places.get(node) ?? 0) + 1);
  const stop = stopOf(oneMore.stopped?.verdict) ?? (room < made.length ? admission.stop : undefined);
  return {
    running: running.length,
    waiting: waiting.length,
    lacking,
    fits,
    ...(stop === undefined ? {} : { stop }),
    placed: cluster.nodes.flatMap(({ name }) => {
      const pods = places.get(name);
      return pods === undefined ? [] : [{ node: name, pods }];
    }),
    before: cluster,
    after: run.cluster,
    like,
    model,
    unjudged: unjudged(model, cluster),
    volumesToMake: run.cluster.storage?.volumes.filter(isToBeMade).length ?? 0,
    isCut: wanted > waiting.length + mostPlaced - 1 && run.stopped === undefined,
  };
}

interface Admitted {
  readonly pods: number;
  readonly stop?: CapacityStop;
}

/** What the namespace lets be made of such pods. */
function admitted(
  one: PodToCome | undefined,
  quotas: readonly ResourceQuota[],
  ranges: readonly LimitRange[],
  { storage }: SchedulingCluster,
): Admitted {
  if (one === undefined) return { pods: Infinity };
  const spec = one.pod.spec ?? {};
  for (const range of ranges) {
    const [conflict] = rangeConflicts(spec, range);
    if (conflict !== undefined)
      return { pods: 0, stop: { by: 'limitRange', range: range.metadata?.name ?? '', conflict } };
  }
  for (const quota of quotas) {
    const [unnamed] = unnamedForQuota(spec, quota, ranges);
    if (unnamed !== undefined) return { pods: 0, stop: { by: 'unnamed', quota: quota.metadata?.name ?? '', unnamed } };
  }
  const isMade = (name = ''): boolean =>
    storage?.claims.some(
      ({ metadata }) => metadata?.name === name && metadata.namespace === one.pod.metadata?.namespace,
    ) === true;
  const room = quotaRoom(
    one.pod,
    one.claims.filter(({ metadata }) => !isMade(metadata?.name)),
    quotas,
  );
  return { pods: room.pods, ...(room.by === undefined ? {} : { stop: { by: 'quota', quota: room.by } }) };
}

/** Its claims are made with it, and bound at once where their class does not wait; those of an earlier pod of the name are kept. */
function withItsClaims(cluster: SchedulingCluster, { pod, claims }: PodToCome): SchedulingCluster {
  const { storage } = cluster;
  if (storage === undefined || claims.length === 0) return cluster;
  const isThere = new Set(
    storage.claims
      .filter(({ metadata }) => metadata?.namespace === pod.metadata?.namespace)
      .map(({ metadata }) => metadata?.name),
  );
  const fresh = claims.filter(({ metadata }) => !isThere.has(metadata?.name));
  const made = { ...storage, claims: [...storage.claims, ...fresh] };
  const bound = fresh
    .filter((claim) => !waitsForConsumer(claim, storage))
    .reduce<SchedulingStorage>((now, claim) => withBound(now, claim, undefined), made);
  return { ...cluster, storage: bound };
}

/** Source: DefaultSelector in pkg/scheduler/framework/plugins/helper/spread.go (1.36). */
function spreadBy(workload: Scalable, { metadata }: Pod, services: readonly Service[]): readonly Requirement[] {
  const labels = metadata?.labels ?? {};
  const ofServices = services.flatMap((one) => {
    const selector = selectorOf(one);
    if (selector === undefined || one.metadata?.namespace !== metadata?.namespace) return [];
    const requirements = requirementsOfMap(selector);
    return matches(labels, requirements) ? requirements : [];
  });
  const own = requirementsOf(workload.object.spec?.selector ?? {});
  const hash = labels['pod-template-hash'];
  // The ReplicaSet that makes a Deployment's pods has the hash in its selector
  return [...ofServices, ...own, ...(hash === undefined ? [] : requirementsOfMap({ 'pod-template-hash': hash }))];
}

function stopOf(verdict: SchedulingVerdict | undefined): CapacityStop | undefined {
  if (verdict === undefined) return undefined;
  if (verdict.held !== undefined) return { by: 'held', because: verdict.held.because };
  return { by: 'nodes', groups: nodeGroups(verdict.nodes) };
}
