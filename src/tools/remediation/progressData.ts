import type { Finding } from '../../core/finding.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { podStatus } from '../../kube/podStatus.ts';
import type { FollowedRollout } from '../../kube/rollouts/followRollout.ts';
import type { RolloutPhase, RolloutState } from '../../kube/rollouts/rolloutState.ts';
import { podTroubles } from '../../kube/rollouts/rolloutSigns.ts';
import type { WorkloadKind } from '../../kube/rollouts/workload.ts';
import { isReadyPod } from '../../kube/endpoints.ts';
import { isStarting } from '../../kube/unready.ts';

export interface ProgressStep {
  readonly state: RolloutState;
  readonly afterSeconds: number;
}

export interface ToldStep {
  readonly afterSeconds: number;
  readonly phase: RolloutPhase;
  readonly made: number;
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
}

/** A pod of the current template that is not ready. */
export interface ProgressPod {
  readonly name: string;
  readonly status: string;
  readonly restarts: number;
  readonly node?: string;
  /** Young enough for its probes: no cause to worry. */
  readonly starting: boolean;
  readonly because?: string;
  readonly message?: string;
}

export interface ScalingProgress {
  readonly kind: WorkloadKind;
  readonly namespace: string;
  readonly name: string;
  readonly ended: FollowedRollout['ended'] | 'notAsked';
  readonly phase: RolloutPhase | 'unknown';
  /**
   * Of one that is not through: `moving` has got on while it was followed, or its pods are within the time that their probes give them;
   * `stuck` has not, or something says why it does not; `unclear`: it was followed for too short a time to tell.
   */
  readonly pace?: 'moving' | 'stuck' | 'unclear';
  readonly desired: number;
  readonly made: number;
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
  /** Pods that keep an earlier template: a partition, OnDelete, a pause. */
  readonly keptOld?: number;
  readonly heldBy?: 'paused' | 'OnDelete';
  /** What `kubectl rollout status` would print. */
  readonly kubectl: string;
  readonly followedSeconds: number;
  /** For how long nothing has moved. */
  readonly stillSeconds: number;
  /** The server's words, where it does not let pods be made or deleted. */
  readonly refused?: string;
  readonly pods: readonly ProgressPod[];
  readonly steps: readonly ToldStep[];
  readonly candidates?: readonly string[];
}

const longestMessage = 300;
/** Where something has moved in so many seconds it is not stuck. */
const lately = 30;

export function emptyProgress(kind: WorkloadKind, name: string): ScalingProgress {
  const counts = { desired: 0, made: 0, updated: 0, ready: 0, available: 0 };
  const rest = { kubectl: '', followedSeconds: 0, stillSeconds: 0, pods: [], steps: [] };
  return { kind, namespace: '*', name, ended: 'notAsked', phase: 'unknown', ...counts, ...rest };
}

export function progressData(
  { workload, state, ended, because, current, seconds, stillSeconds }: FollowedRollout,
  steps: readonly ProgressStep[],
  findings: readonly Finding[],
  now: number,
): ScalingProgress {
  const { metadata } = workload.object;
  const { phase, desired, made, updated, ready, available, keptOld, heldBy, says, refused } = state;
  const unready = current.filter((pod) => !isReadyPod(pod));
  const first = because.by === 'pod' ? because.trouble.pod : undefined;
  const refusal = because.by === 'refused' ? because.message : refused?.message;
  const isExplained = refusal !== undefined || findings.some(({ severity }) => severity === 'critical');
  const pods = [...unready.filter((pod) => pod === first), ...unready.filter((pod) => pod !== first)];
  return {
    kind: workload.kind,
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    ended,
    phase,
    ...(ended === 'failed' || ended === 'outOfTime'
      ? { pace: paceOf({ ended, unready, steps, stillSeconds, isExplained }, now) }
      : {}),
    desired,
    made,
    updated,
    ready,
    available,
    ...(keptOld === undefined ? {} : { keptOld }),
    ...(heldBy === undefined ? {} : { heldBy }),
    kubectl: says,
    followedSeconds: seconds,
    stillSeconds,
    ...(refusal === undefined ? {} : { refused: refusal.slice(0, longestMessage) }),
    pods: pods.map((pod) => podRow(pod, now)),
    steps: steps.map(({ state: then, afterSeconds }) => ({
      afterSeconds,
      phase: then.phase,
      made: then.made,
      updated: then.updated,
      ready: then.ready,
      available: then.available,
    })),
  };
}

interface Pace {
  readonly ended: 'failed' | 'outOfTime';
  readonly unready: readonly Pod[];
  readonly steps: readonly ProgressStep[];
  readonly stillSeconds: number;
  /** Something is known that keeps it from getting on. */
  readonly isExplained: boolean;
}

function paceOf(
  { ended, unready, steps, stillSeconds, isExplained }: Pace,
  now: number,
): NonNullable<ScalingProgress['pace']> {
  if (ended === 'failed' || isExplained) return 'stuck';
  if (unready.length > 0 && unready.every((pod) => isOnItsWay(pod, now))) return 'moving';
  if (stillSeconds >= lately) return 'stuck';
  return new Set(steps.map(({ state }) => countsText(state))).size > 1 ? 'moving' : 'unclear';
}

/** One that waits for a node, or an image that fails, is young and does not start. */
function isOnItsWay(pod: Pod, now: number): boolean {
  return podTroubles([pod]).length === 0 && isStarting(pod, now);
}

function countsText({ desired, made, updated, ready, available }: RolloutState): string {
  return [desired, made, updated, ready, available].join();
}

function podRow(pod: Pod, now: number): ProgressPod {
  const { status, restarts } = podStatus(pod);
  const fault = podTroubles([pod])[0]?.fault;
  const node = pod.spec?.nodeName ?? '';
  return {
    name: pod.metadata?.name ?? '',
    status,
    restarts,
    ...(node === '' ? {} : { node }),
    starting: isOnItsWay(pod, now),
    ...(fault === undefined ? {} : { because: fault.reason, message: fault.message.slice(0, longestMessage) }),
  };
}
