import type { ContainerEnd } from '../../kube/ending/containerEnds.ts';
import { causeOfEnd } from '../../kube/ending/causeOfEnd.ts';
import { endingsOf } from '../../kube/ending/endings.ts';
import { probeFailures, type ProbeName } from '../../kube/ending/probeKills.ts';
import { restartPattern, type RestartPattern } from '../../kube/ending/restartPattern.ts';
import { restartRate, type RestartRate } from '../../kube/ending/restartRate.ts';
import { eventsAbout } from '../../kube/eventsAbout.ts';
import type { SeenEvent } from '../../kube/events.ts';
import type { KubeEvent } from '../../kube/kinds/event.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { podContainers, type ContainerType, type PodContainer } from '../../kube/podContainers.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';
import { timeText } from '../../core/timeText.ts';

/** One container of a workload, over all of its pods. */
export interface ContainerHistory {
  readonly name: string;
  readonly type: ContainerType;
  /** Of all pods, since they were made. */
  readonly restarts: number;
  /** Of the pod that restarts most; absent where nothing restarted within the window. */
  readonly perHour?: number;
  readonly perHourFrom?: RestartRate['from'];
  readonly pattern: RestartPattern;
  readonly probes: readonly ProbeHistory[];
}

export interface ProbeHistory {
  readonly probe: ProbeName;
  readonly failures: number;
  readonly firstSecondsAgo: number;
  readonly lastSecondsAgo: number;
  /** Text of the cluster. */
  readonly lastMessage: string;
}

export interface ToldEnd {
  readonly pod: string;
  readonly container: string;
  readonly at?: string;
  readonly secondsAgo?: number;
  readonly ranSeconds?: number;
  readonly reason: string;
  readonly exitCode: number;
  readonly cause: ContainerEnd['cause'];
  readonly by?: string;
  readonly confidence?: number;
}

export interface HistoryReads {
  readonly pods: readonly Pod[];
  readonly events: readonly KubeEvent[] | undefined;
  readonly nodeEvents: readonly KubeEvent[] | undefined;
  /** Milliseconds. */
  readonly now: number;
  readonly window: number;
  readonly container: string | undefined;
}

interface Seen {
  readonly pod: Pod;
  readonly container: PodContainer;
  readonly events: readonly SeenEvent[];
}

/** Each container that has restarted, and each of whose probes something is told; the one that restarts most first. */
export function containerHistories(reads: HistoryReads): readonly ContainerHistory[] {
  const byName = new Map<string, Seen[]>();
  for (const one of seenContainers(reads)) {
    const group = byName.get(one.container.name);
    if (group === undefined) byName.set(one.container.name, [one]);
    else group.push(one);
  }
  return [...byName.values()]
    .flatMap((group): readonly ContainerHistory[] => {
      const [first] = group;
      return first === undefined ? [] : [historyOf(first.container, group, reads)];
    })
    .filter(({ restarts, probes }) => restarts > 0 || probes.length > 0)
    .toSorted((a, b) => (b.perHour ?? 0) - (a.perHour ?? 0) || b.restarts - a.restarts);
}

/** Every end that the statuses still tell of, with its cause, the newest first. */
export function toldEnds(reads: HistoryReads): readonly ToldEnd[] {
  return seenContainers(reads)
    .flatMap(({ pod, container, events }) => {
      const nodeEvents = eventsAbout(reads.nodeEvents, { kind: 'Node', name: pod.spec?.nodeName ?? '' });
      return endingsOf(container).map((ending): { readonly when: number; readonly end: ToldEnd } => {
        const { cause, by, confidence } = causeOfEnd(ending, { pod, container, events, nodeEvents });
        const { startedAt, finishedAt, reason, exitCode } = ending;
        const end = {
          pod: pod.metadata?.name ?? '',
          container: container.name,
          ...(finishedAt === undefined
            ? {}
            : { at: timeText(finishedAt), secondsAgo: secondsBetween(finishedAt, reads.now) }),
          ...(finishedAt === undefined || startedAt === undefined
            ? {}
            : { ranSeconds: secondsBetween(startedAt, finishedAt) }),
          reason,
          exitCode,
          cause,
          ...(by === undefined ? {} : { by }),
          ...(confidence === undefined ? {} : { confidence }),
        };
        return { when: finishedAt ?? 0, end };
      });
    })
    .toSorted((a, b) => b.when - a.when)
    .map(({ end }) => end);
}

function seenContainers({ pods, events, container: only }: HistoryReads): readonly Seen[] {
  return pods.flatMap((pod) => {
    const seen = eventsAbout(events, refOf(podKind, pod), pod.metadata?.uid);
    return podContainers(pod)
      .filter(({ name }) => only === undefined || name === only)
      .map((container) => ({ pod, container, events: seen }));
  });
}

function historyOf(
  { name, type }: PodContainer,
  group: readonly Seen[],
  { now, window }: HistoryReads,
): ContainerHistory {
  const rates = group.flatMap(({ pod, container, events }) => {
    const createdAt = Date.parse(pod.metadata?.creationTimestamp ?? '') || 0;
    return restartRate(container, { now, window, createdAt, events }) ?? [];
  });
  const [fastest] = rates.toSorted((a, b) => b.perHour - a.perHour);
  return {
    name,
    type,
    restarts: group.reduce((sum, { container }) => sum + (container.status?.restartCount ?? 0), 0),
    ...(fastest === undefined ? {} : { perHour: Math.round(fastest.perHour * 10) / 10, perHourFrom: fastest.from }),
    pattern: restartPattern(
      group.map(({ container }) => container),
      group.map(({ events }) => events),
    ),
    probes: (['startup', 'liveness', 'readiness'] as const).flatMap((probe) =>
      probeHistory(
        probe,
        group.flatMap(({ events }) => probeFailures(events, name, probe)),
        now,
      ),
    ),
  };
}

function probeHistory(probe: ProbeName, failures: readonly SeenEvent[], now: number): readonly ProbeHistory[] {
  const [last] = failures.toSorted((a, b) => b.lastAt - a.lastAt);
  if (last === undefined) return [];
  return [
    {
      probe,
      failures: failures.reduce((sum, { count }) => sum + count, 0),
      firstSecondsAgo: secondsBetween(Math.min(...failures.map(({ firstAt }) => firstAt)), now),
      lastSecondsAgo: secondsBetween(last.lastAt, now),
      lastMessage: last.message,
    },
  ];
}
