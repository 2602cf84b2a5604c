import { secondsSince, conditionOf } from '../conditions.ts';
import type { Pod } from '../kinds/pod.ts';
import type { Sign } from './standing.ts';
import { podFault, type PodFault } from './podFault.ts';
import type { RolloutState } from './rolloutState.ts';

/** A pod that keeps a rollout from getting on, and by what. */
export interface PodTrouble {
  readonly pod: Pod;
  readonly fault: PodFault;
}

/** Something that ends a rollout, once it has stood for so long. */
export interface RolloutSign extends Sign {
  readonly ends: 'settled' | 'held' | 'failed';
  readonly because: RolloutCause;
}

export type RolloutCause =
  | { readonly by: 'status' }
  /** Its progress deadline has passed. */
  | { readonly by: 'deadline' }
  /** The server does not let its controller make or delete pods. */
  | { readonly by: 'refused'; readonly message: string }
  | { readonly by: 'pod'; readonly trouble: PodTrouble };

const second = 1000;
/** A status is written in several steps, and one of them may still tell of before. */
const steps = 3 * second;
/** A rolling update may run into a quota until its first old pods have gone. */
const refusals = 15 * second;
/** The kubelet's second try comes after 10 s. */
const secondTry = 12 * second;
/** Pods that end make room, as a rule within half a minute; what has been tried for longer has been tried often. */
const placing = 20 * second;
const longTried = 60;

export interface RolloutView {
  readonly state: RolloutState;
  /** Those that decide: see currentPods. */
  readonly pods: readonly Pod[];
  /** Of this workload's own pods some are ending, and make room. */
  readonly isMakingRoom: boolean;
  /** Pods that an autoscaler makes a node for, by uid. */
  readonly promised: ReadonlySet<string>;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: number;
}

export function rolloutSigns(view: RolloutView): readonly RolloutSign[] {
  const { state } = view;
  const { phase, heldBy = '', refused } = state;
  if (phase === 'settled') return [{ key: phase, standing: 0, ends: 'settled', because: { by: 'status' } }];
  if (phase === 'held')
    return [{ key: `${phase} ${heldBy}`, standing: steps, ends: 'held', because: { by: 'status' } }];
  const pods = troubles(view).map(({ trouble, standing }): RolloutSign => {
    const { pod, fault } = trouble;
    const key = `${pod.metadata?.uid ?? ''} ${fault.container ?? ''} ${fault.reason}`;
    return { key, standing, ends: 'failed', because: { by: 'pod', trouble } };
  });
  const { desired, made, updated, ready } = state;
  return [
    ...pods,
    ...(refused === undefined
      ? []
      : [
          {
            // Where anything moves it is on its way all the same
            key: `refused ${desired} ${made} ${updated} ${ready}`,
            standing: refusals,
            ends: 'failed',
            because: { by: 'refused', message: refused.message ?? '' },
          } as const,
        ]),
    ...(phase === 'deadline exceeded'
      ? [{ key: phase, standing: steps, ends: 'failed', because: { by: 'deadline' } } as const]
      : []),
  ];
}

/** What is wrong with its pods, the surest first: what will not mend before what may. */
export function podTroubles(pods: readonly Pod[]): readonly PodTrouble[] {
  const order: readonly PodFault['gives'][] = ['at once', 'second try', 'scheduler', 'never'];
  return pods
    .flatMap((pod): PodTrouble[] => {
      const fault = podFault(pod);
      return fault === undefined ? [] : [{ pod, fault }];
    })
    .sort((a, b) => order.indexOf(a.fault.gives) - order.indexOf(b.fault.gives));
}

function troubles({ pods, isMakingRoom, promised, now }: RolloutView) {
  return podTroubles(pods).flatMap((trouble) => {
    const { pod, fault } = trouble;
    if (fault.gives === 'scheduler' && (isMakingRoom || promised.has(pod.metadata?.uid ?? ''))) return [];
    const standing = standingOf(trouble, now);
    return standing === undefined ? [] : [{ trouble, standing }];
  });
}

/** How long the fault of a pod must stand, in milliseconds, before it is taken for one that stays; undefined: it may always mend. */
export function standingOf({ pod, fault }: PodTrouble, now: number): number | undefined {
  switch (fault.gives) {
    case 'at once':
      return 0;
    case 'second try': {
      const started = secondsSince(pod.status?.startTime ?? pod.metadata?.creationTimestamp, now) ?? 0;
      return started > longTried ? 0 : secondTry;
    }
    case 'scheduler': {
      const since = conditionOf(pod.status?.conditions, 'PodScheduled')?.lastTransitionTime;
      return (secondsSince(since ?? pod.metadata?.creationTimestamp, now) ?? 0) > longTried ? 0 : placing;
    }
    case 'never':
      return undefined;
  }
}
