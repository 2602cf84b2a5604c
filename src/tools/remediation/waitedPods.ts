import { secondsSince, conditionOf } from '../../kube/conditions.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { podStatus } from '../../kube/podStatus.ts';
import type { FollowedPods } from '../../kube/rollouts/followPods.ts';

export interface WaitedPod {
  readonly namespace: string;
  readonly name: string;
  readonly ready: boolean;
  /** Containers that are ready: `1/2`. */
  readonly containers: string;
  readonly status: string;
  readonly restarts: number;
  /** Where it is ready: for how long. */
  readonly readySeconds?: number;
  /** Where it is not: what keeps it. */
  readonly because?: string;
  readonly container?: string;
  readonly message?: string;
  /** Whether it may still mend by itself. */
  readonly mayMend?: boolean;
}

export interface WaitedPods {
  /** `noneWanted`: the workload is to have no pods. */
  readonly ended: FollowedPods['ended'] | 'noneWanted' | 'notAsked';
  readonly ready: number;
  readonly pods: number;
  /** How many pods the workload is to have, where one was named. */
  readonly wanted?: number;
  readonly waitedSeconds: number;
  /** Those that are not ready first. */
  readonly rows: readonly WaitedPod[];
  /** Where several namespaces have one of the name: which. */
  readonly candidates?: readonly string[];
}

const longestMessage = 300;

export function waitedPods(
  { ended, pods, ready, troubles, because, seconds }: FollowedPods,
  wanted: number | undefined,
  now: number,
): WaitedPods {
  const unready = pods.filter((one) => !ready.includes(one));
  const rank = (pod: Pod): number => (pod === because?.pod ? 0 : 1);
  return {
    ended,
    ready: ready.length,
    pods: pods.length,
    ...(wanted === undefined ? {} : { wanted }),
    waitedSeconds: seconds,
    rows: [...unready.toSorted((a, b) => rank(a) - rank(b)), ...ready].map((pod) => {
      const trouble = troubles.find((one) => one.pod === pod);
      const isReady = ready.includes(pod);
      const { ready: up, containers, status, restarts } = podStatus(pod);
      const since = secondsSince(conditionOf(pod.status?.conditions, 'Ready')?.lastTransitionTime, now);
      return {
        namespace: pod.metadata?.namespace ?? '',
        name: pod.metadata?.name ?? '',
        ready: isReady,
        containers: `${up}/${containers}`,
        status,
        restarts,
        ...(isReady && since !== undefined ? { readySeconds: Math.round(since) } : {}),
        ...(trouble === undefined
          ? {}
          : {
              because: trouble.fault.reason,
              ...(trouble.fault.container === undefined ? {} : { container: trouble.fault.container }),
              message: trouble.fault.message.slice(0, longestMessage),
              mayMend: trouble.fault.gives === 'never' || pod !== because?.pod,
            }),
      };
    }),
  };
}
