import { changeOrPause } from './changeOrPause.ts';
import { deferred } from '../../core/deferred.ts';
import type { Gap } from '../../core/gap.ts';
import { gapOf, isKubeError, KubeError } from '../../core/kubeError.ts';
import type { Cluster, ListQuery } from '../../core/ports.ts';
import { isReadyPod } from '../endpoints.ts';
import { pod as podKind, type Pod } from '../kinds/pod.ts';
import { controllerOf } from '../owners.ts';
import { promisedNodes } from './rolloutEvents.ts';
import { podTroubles, standingOf, type PodTrouble } from './rolloutSigns.ts';
import { Standing } from './standing.ts';
import { watchObjects } from './watchObjects.ts';

export interface PodsAwaited {
  readonly query: Omit<ListQuery, 'limit'>;
  /** Of the pods that the query finds those that are meant. */
  readonly isMeant: (pod: Pod) => boolean;
  /** They were asked for by their name: of another name is no other pod, and only a StatefulSet makes one of the same. */
  readonly byName: boolean;
  /** Milliseconds from now on. */
  readonly timeout: number;
  /** Each time that a pod is another one, ready or no more, or in other trouble. */
  readonly onPods?: (seen: PodsSeen) => void;
}

export interface PodsSeen {
  /** Those that are waited for: not what has been replaced, nor what is being. */
  readonly pods: readonly Pod[];
  readonly ready: readonly Pod[];
  /** What keeps those that are not, the surest first. */
  readonly troubles: readonly PodTrouble[];
}

export interface FollowedPods extends PodsSeen {
  /** `deleting`: the workload that they are of is to go. `none`: there is no such pod, or no more. */
  readonly ended: 'ready' | 'failed' | 'outOfTime' | 'deleting' | 'none';
  /** What it failed of. */
  readonly because?: PodTrouble;
  readonly seconds: number;
  readonly gaps: readonly Gap[];
}

const tickMilliseconds = 1000;
/** A controller that was told of a change has made its first pod by then. */
const nobodyMilliseconds = 15_000;
const eventsMilliseconds = 10_000;

/**
 * Waits by watch until all of the pods are ready, one of them has failed of something that will not mend itself, or the time is over.
 * @throws KubeError where the pods may not be read, or could not be before the time was over.
 */
export async function followPods(cluster: Cluster, awaited: PodsAwaited, signal: AbortSignal): Promise<FollowedPods> {
  signal.throwIfAborted();
  const began = performance.now();
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const gaps = new Map<string, Gap>();
  const standing = new Standing();
  const replaced = awaited.byName ? ['StatefulSet'] : replacing;
  let failure: Error | undefined;
  let found: readonly Pod[] | undefined;
  let change = deferred<undefined>();
  let told = '';
  let askedAt = -Infinity;
  let promised: ReadonlySet<string> = new Set();

  const onChange = (pods: readonly Pod[]): void => {
    found = pods.filter(awaited.isMeant);
    change.resolve(undefined);
  };
  const onTrouble = (error: unknown, wanted: string): void => {
    if (!isKubeError(error)) throw error;
    if (error.facts.code !== 'cancelled') gaps.set(wanted, gapOf(error, wanted));
  };
  const watching = watchObjects(
    cluster,
    podKind,
    awaited.query,
    { onChange, onTrouble: (error, during) => onTrouble(error, `${during} pods`) },
    until,
  );
  watching.catch((error: unknown) => {
    failure = error instanceof Error ? error : new Error('the watch failed');
    change.resolve(undefined);
  });

  try {
    for (;;) {
      change = deferred();
      signal.throwIfAborted();
      if (failure !== undefined) throw failure;
      const passed = performance.now() - began;
      const ended = found === undefined ? undefined : await judged(found, passed);
      if (ended !== undefined) return ended;
      if (passed >= awaited.timeout) {
        if (found === undefined) throw unlisted(awaited);
        return end(seenOf(found, replaced), 'outOfTime');
      }
      const rest = Math.max(1, Math.min(tickMilliseconds, awaited.timeout - passed));
      await changeOrPause(change.promise, rest, until);
    }
  } finally {
    stop.abort();
  }

  async function judged(all: readonly Pod[], passed: number): Promise<FollowedPods | undefined> {
    const seen = seenOf(all, replaced);
    tell(seen);
    const { pods, ready, troubles } = seen;
    // One that is being replaced under its own name is there again in a moment
    const isAwaited = all.some((one) => one.metadata?.deletionTimestamp !== undefined && isReplacedBy(replaced, one));
    if (pods.length === 0) return isAwaited || passed < nobodyMilliseconds ? undefined : end(seen, 'none');
    if (ready.length === pods.length) return end(seen, 'ready');
    const isMakingRoom = all.some(({ metadata }) => metadata?.deletionTimestamp !== undefined);
    if (troubles.some(({ fault }) => fault.gives === 'scheduler') && performance.now() - askedAt > eventsMilliseconds) {
      askedAt = performance.now();
      promised = await promises(pods);
    }
    const signs = troubles.flatMap((trouble) => {
      const { pod, fault } = trouble;
      const waits = fault.gives === 'scheduler' && (isMakingRoom || promised.has(pod.metadata?.uid ?? ''));
      const stands = waits ? undefined : standingOf(trouble, cluster.now());
      const key = `${pod.metadata?.uid ?? ''} ${fault.container ?? ''} ${fault.reason}`;
      return stands === undefined ? [] : [{ key, standing: stands, trouble }];
    });
    standing.note(signs);
    const sign = signs.find((one) => standing.has(one));
    return sign === undefined ? undefined : end(seen, 'failed', sign.trouble);
  }

  async function promises(pods: readonly Pod[]): Promise<ReadonlySet<string>> {
    const namespace = pods[0]?.metadata?.namespace ?? '';
    try {
      return await promisedNodes(cluster, namespace, pods, until);
    } catch (error) {
      onTrouble(error, `events in ${namespace}`);
      return new Set();
    }
  }

  function tell(seen: PodsSeen): void {
    const { pods, ready, troubles } = seen;
    const names = (some: readonly Pod[]): string => some.map(({ metadata }) => metadata?.uid ?? '').join();
    const text = [names(pods), names(ready), ...troubles.map(({ fault }) => fault.reason)].join(' ');
    if (text === told) return;
    told = text;
    awaited.onPods?.(seen);
  }

  function end(seen: PodsSeen, ended: FollowedPods['ended'], because?: PodTrouble): FollowedPods {
    const seconds = Math.round((performance.now() - began) / 1000);
    return { ...seen, ended, seconds, gaps: [...gaps.values()], ...(because === undefined ? {} : { because }) };
  }
}

/** Controllers of these kinds make another pod for one that is gone; a Job's pods end. */
const replacing = ['ReplicaSet', 'StatefulSet', 'DaemonSet', 'ReplicationController'];

function seenOf(all: readonly Pod[], replaced: readonly string[]): PodsSeen {
  const standing = all.filter((one) => !isLeaving(one, replaced));
  // Those alone are what was asked about: it is said of them that they end
  const pods = standing.length > 0 ? standing : all.filter((one) => !isReplacedBy(replaced, one));
  const ready = pods.filter((one) => one.metadata?.deletionTimestamp === undefined && isReadyPod(one));
  return { pods, ready, troubles: podTroubles(pods.filter((one) => !ready.includes(one))) };
}

/** It has ended, or is being deleted: others may be meant, which take its place. */
function isLeaving(pod: Pod, replaced: readonly string[]): boolean {
  const { metadata, status } = pod;
  if (metadata?.deletionTimestamp !== undefined || status?.phase === 'Succeeded') return true;
  return status?.phase === 'Failed' && isReplacedBy(replaced, pod);
}

function isReplacedBy(replaced: readonly string[], pod: Pod): boolean {
  return replaced.includes(controllerOf(pod)?.kind ?? '');
}

function unlisted({ query: { namespace }, timeout }: PodsAwaited): KubeError {
  return new KubeError({
    code: 'timeout',
    operation: 'list',
    resource: 'pods',
    ...(namespace === undefined ? {} : { namespace }),
    detail: `the server has not listed them within ${Math.round(timeout / 1000)} s`,
    hint: 'it is slow, or throttling: give it more time (timeoutSeconds), or ask again',
  });
}
