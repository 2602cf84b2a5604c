import { deferred } from '../../core/deferred.ts';
import type { Gap } from '../../core/gap.ts';
import { resourceName, type Kind } from '../../core/kind.ts';
import { gapOf, isKubeError, KubeError, type KubeErrorFacts } from '../../core/kubeError.ts';
import type { Cluster } from '../../core/ports.ts';
import { isFinished, isReadyPod } from '../endpoints.ts';
import { fieldIs } from '../fieldSelectors.ts';
import { pod as podKind, type Pod } from '../kinds/pod.ts';
import { replicaSet, type ReplicaSet } from '../kinds/replicaSet.ts';
import type { HasMetadata } from '../metadata.ts';
import { requirementsOf, selectorText } from '../selectors.ts';
import { currentPods, ownPods } from './currentPods.ts';
import { createdRefusal, promisedNodes } from './rolloutEvents.ts';
import { rolloutSigns, type RolloutCause, type RolloutSign } from './rolloutSigns.ts';
import { rolloutState, type RolloutState } from './rolloutState.ts';
import { Standing } from './standing.ts';
import { watchObjects } from './watchObjects.ts';
import { workloadKinds, type Workload, type WorkloadKind } from './workload.ts';

export interface WorkloadAddress {
  readonly kind: WorkloadKind;
  readonly namespace: string;
  readonly name: string;
}

export interface FollowOptions {
  /** Milliseconds from now on. */
  readonly timeout: number;
  /** Of the object as it was written: what was before that is not judged. */
  readonly generation?: number;
  /** It has settled only once as many of its pods are ready: the status may still be of before some of them went. */
  readonly byPods?: boolean;
  /** Each time the phase or a count has changed. */
  readonly onState?: (seen: RolloutSeen) => void;
}

export interface RolloutSeen {
  readonly workload: Workload;
  readonly state: RolloutState;
  /** Its pods, ending ones too; undefined where they could not be read. */
  readonly pods: readonly Pod[] | undefined;
  /** Of them those that decide. */
  readonly current: readonly Pod[];
}

export interface RolloutEnd extends RolloutSeen {
  /**
   * `held`: nothing moves until a person does something. `deleting`: it is to go, and waits for its finalizers. `gone`: it was deleted
   * meanwhile.
   */
  readonly ended: 'settled' | 'held' | 'failed' | 'outOfTime' | 'deleting' | 'gone';
  readonly because: RolloutCause;
  /** How long nothing had moved in the end. */
  readonly stillSeconds: number;
  readonly gaps: readonly Gap[];
}

/** Where nothing has moved for so long, and pods are lacking, events are asked why. */
const stillMilliseconds = 8000;
const eventsMilliseconds = 10_000;

interface Followed extends HasMetadata {
  readonly workload: Workload;
}

/**
 * What followRollout knows at each moment. Its watches run until the signal that they were started with ends; it judges when it is asked.
 */
export class RolloutFollower {
  readonly #cluster: Cluster;
  readonly #at: WorkloadAddress;
  readonly #options: FollowOptions;
  readonly #gaps = new Map<string, Gap>();
  readonly #signsSeen = new Standing();
  #workload: Workload | undefined;
  #isGone = false;
  #pods: readonly Pod[] | undefined;
  #isPodsRefused = false;
  #replicaSets: readonly ReplicaSet[] | undefined;
  #replicaSetsOf = '';
  #failure: unknown;
  #moved = '';
  #movedAt = performance.now();
  #told = '';
  #change = deferred<undefined>();
  #eventsAt = -Infinity;
  #promised: ReadonlySet<string> = new Set();
  #refusal: string | undefined;

  constructor(cluster: Cluster, at: WorkloadAddress, options: FollowOptions) {
    this.#cluster = cluster;
    this.#at = at;
    this.#options = options;
  }

  start(signal: AbortSignal): void {
    const { kind, project } = workloadKinds[this.#at.kind];
    const { namespace, name } = this.#at;
    const followed: Kind<Followed> = {
      ...kind,
      project: (raw) => {
        const workload = project(raw);
        return { workload, metadata: workload.object.metadata ?? {} };
      },
    };
    const isWatchingPods = { now: false };
    const watching = watchObjects(
      this.#cluster,
      followed,
      { namespace, fieldSelector: fieldIs('metadata.name', name) },
      {
        onChange: ([first]) => {
          this.#isGone = first === undefined;
          if (first !== undefined) {
            this.#workload = first.workload;
            if (!isWatchingPods.now) {
              isWatchingPods.now = true;
              this.#watchPods(first.workload, signal);
            }
          }
          this.#tell();
        },
        onTrouble: (error, during) => this.#trouble(error, `${during} ${resourceName(kind)} ${name}`),
      },
      signal,
    );
    watching.catch((error: unknown) => this.#fail(error));
  }

  /** Resolves at the next change. */
  changed(): Promise<undefined> {
    return this.#change.promise;
  }

  /** What it has come to; undefined while it goes on. */
  async judge(isOver: boolean, signal: AbortSignal): Promise<RolloutEnd | undefined> {
    this.#change = deferred();
    if (this.#failure !== undefined) throw asError(this.#failure);
    const workload = this.#workload;
    if (workload === undefined) {
      if (!this.#isGone && !isOver) return undefined;
      throw this.#error(
        this.#isGone
          ? { code: 'not_found', operation: 'get', detail: 'there is no such object' }
          : { code: 'timeout', operation: 'list', detail: 'it was not read within the time' },
      );
    }
    const seen = await this.#seen(workload, signal);
    if (this.#isGone) return this.#ended(seen, 'gone', { by: 'status' });
    this.#notice(seen);
    if (workload.object.metadata?.deletionTimestamp !== undefined)
      return this.#ended(seen, 'deleting', { by: 'status' });
    const sign = this.#standing(await this.#signs(seen, signal));
    // Without its pods, or the promise that they will not come, a rollout is judged by its status alone
    if (sign !== undefined) return this.#ended(seen, sign.ends, sign.because);
    return isOver ? this.#ended(seen, 'outOfTime', { by: 'status' }) : undefined;
  }

  #watchPods(workload: Workload, signal: AbortSignal): void {
    const selector = workload.object.spec?.selector;
    const labelSelector = selectorText(requirementsOf(selector ?? {}));
    if (labelSelector === '') return;
    const { namespace } = this.#at;
    watchObjects(
      this.#cluster,
      podKind,
      { namespace, labelSelector },
      {
        onChange: (pods) => {
          this.#pods = pods;
          this.#tell();
        },
        onTrouble: (error, during) => this.#trouble(error, `${during} pods in ${namespace}`),
      },
      signal,
    ).catch((error: unknown) => {
      if (!isKubeError(error) || error.facts.code === 'cancelled') return;
      this.#isPodsRefused = true;
      this.#trouble(error, `pods in ${namespace}`);
      this.#tell();
    });
  }

  async #seen(workload: Workload, signal: AbortSignal): Promise<RolloutSeen> {
    const written = this.#options.generation ?? 0;
    const state = rolloutState(workload);
    const isBefore = (workload.object.metadata?.generation ?? 0) < written;
    const pods = this.#pods === undefined ? undefined : ownPods(workload, this.#pods);
    const current =
      pods === undefined ? [] : currentPods(workload, pods, await this.#replicaSetsFor(workload, pods, signal));
    if (isBefore) return { workload, state: { ...state, phase: 'not observed' }, pods, current };
    return { workload, state: this.#options.byPods === true ? stateByPods(state, pods) : state, pods, current };
  }

  /** Asked for where a Deployment has pods of several of them, once for each revision. */
  async #replicaSetsFor(
    workload: Workload,
    pods: readonly Pod[],
    signal: AbortSignal,
  ): Promise<readonly ReplicaSet[] | undefined> {
    if (workload.kind !== 'Deployment') return undefined;
    const hashes = new Set(pods.map(({ metadata }) => metadata?.labels?.['pod-template-hash'] ?? ''));
    const { metadata, status, spec } = workload.object;
    const of = `${metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? ''} ${[...hashes].sort().join()}`;
    if (hashes.size === 0 || (hashes.size === 1 && (status?.updatedReplicas ?? 0) > 0)) return undefined;
    if (this.#replicaSetsOf === of) return this.#replicaSets;
    this.#replicaSetsOf = of;
    const { namespace } = this.#at;
    const labelSelector = selectorText(requirementsOf(spec?.selector ?? {}));
    try {
      const { items } = await this.#cluster.list({ ...replicaSet }, { namespace, labelSelector }, signal);
      this.#replicaSets = items;
    } catch (error) {
      this.#trouble(error, `replicasets.apps in ${namespace}`);
    }
    return this.#replicaSets;
  }

  #notice(seen: RolloutSeen): void {
    const { phase, desired, made, updated, ready, available, refused } = seen.state;
    const moved = [desired, made, updated, ready, available].join();
    if (moved !== this.#moved) {
      this.#moved = moved;
      this.#movedAt = performance.now();
    }
    const told = [moved, phase, refused?.message ?? ''].join();
    if (told === this.#told) return;
    this.#told = told;
    this.#options.onState?.(seen);
  }

  async #signs(seen: RolloutSeen, signal: AbortSignal): Promise<readonly RolloutSign[]> {
    const { state, pods = [], current } = seen;
    const view = {
      state,
      pods: state.phase === 'not observed' ? [] : current,
      isMakingRoom: pods.some(({ metadata }) => metadata?.deletionTimestamp !== undefined),
      now: this.#cluster.now(),
    };
    const signs = rolloutSigns({ ...view, promised: this.#promised });
    const isDoubtful = signs.some(({ because }) => because.by === 'pod' && because.trouble.fault.gives === 'scheduler');
    // Only events tell that a node is being made, and of some kinds that pods are refused
    const isStill = performance.now() - this.#movedAt > stillMilliseconds && state.made < state.desired;
    if (isDoubtful || isStill) await this.#readEvents(seen, signal);
    const again = isDoubtful ? rolloutSigns({ ...view, promised: this.#promised }) : signs;
    if (this.#refusal === undefined || state.refused !== undefined || !isStill) return again;
    return [
      ...again,
      { key: 'refused by events', standing: 0, ends: 'failed', because: { by: 'refused', message: this.#refusal } },
    ];
  }

  async #readEvents({ workload, current }: RolloutSeen, signal: AbortSignal): Promise<void> {
    if (performance.now() - this.#eventsAt < eventsMilliseconds) return;
    this.#eventsAt = performance.now();
    const { namespace } = this.#at;
    try {
      this.#promised = await promisedNodes(this.#cluster, namespace, current, signal);
      this.#refusal = await createdRefusal(this.#cluster, namespace, workload, signal);
    } catch (error) {
      this.#trouble(error, `events in ${namespace}`);
    }
  }

  /** The first that has stood for as long as it must. */
  #standing(signs: readonly RolloutSign[]): RolloutSign | undefined {
    this.#signsSeen.note(signs);
    // Where pods may be read they have their say before the status is taken for the whole of it
    if (this.#pods === undefined && !this.#isPodsRefused) return undefined;
    return signs.find((sign) => this.#signsSeen.has(sign));
  }

  #ended(seen: RolloutSeen, ended: RolloutEnd['ended'], because: RolloutCause): RolloutEnd {
    const stillSeconds = Math.round((performance.now() - this.#movedAt) / 1000);
    return { ...seen, ended, because, stillSeconds, gaps: [...this.#gaps.values()] };
  }

  #trouble(error: unknown, wanted: string): void {
    if (!isKubeError(error)) throw error;
    if (error.facts.code === 'cancelled') return;
    const gap = gapOf(error, wanted);
    this.#gaps.set(wanted, gap);
  }

  #fail(error: unknown): void {
    this.#failure = error;
    this.#tell();
  }

  #tell(): void {
    this.#change.resolve(undefined);
  }

  #error(what: Pick<KubeErrorFacts, 'code' | 'operation' | 'detail'>): KubeError {
    const { namespace, name } = this.#at;
    return new KubeError({ ...what, resource: resourceName(workloadKinds[this.#at.kind].kind), namespace, name });
  }
}

/** A status that tells of more ready pods than there are is of before some of them went. */
function stateByPods(state: RolloutState, pods: readonly Pod[] | undefined): RolloutState {
  const live = pods?.filter(isLive) ?? [];
  const up = live.filter(isReadyPod).length;
  const isDone = state.phase === 'settled' || state.phase === 'held';
  if (!isDone || pods === undefined || (up >= state.desired && up === live.length)) return state;
  const counts = { ready: Math.min(state.ready, up), available: Math.min(state.available, up) };
  return { ...state, ...counts, phase: 'becoming available' };
}

function isLive(pod: Pod): boolean {
  return pod.metadata?.deletionTimestamp === undefined && !isFinished(pod);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
