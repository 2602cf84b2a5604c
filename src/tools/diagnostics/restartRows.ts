import type { Finding } from '../../core/finding.ts';
import { endingsOf } from '../../kube/ending/endings.ts';
import { restartRate, type RestartRate } from '../../kube/ending/restartRate.ts';
import { eventsAbout } from '../../kube/eventsAbout.ts';
import type { KubeEvent } from '../../kube/kinds/event.ts';
import { podContainers, type ContainerType } from '../../kube/podContainers.ts';
import { causeByPod } from './causeByPod.ts';
import type { WatchedPod } from './watchedPod.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';

/** One container that restarts, by how often. */
export interface RestartRow {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly type: ContainerType;
  readonly owner?: string;
  readonly node?: string;
  readonly perHour: number;
  /** How many restarts the figure rests on, how they are known, and how sure it is. */
  readonly observations: number;
  readonly from: RestartRate['from'];
  readonly confidence: number;
  /** Since the pod was made: no measure of today. */
  readonly restarts: number;
  readonly lastRestartSecondsAgo?: number;
  readonly lastReason?: string;
  readonly lastExitCode?: number;
  /** The rule that tells the cause, and its words. */
  readonly rule?: string;
  readonly because?: string;
}

/** A row, and the pod that it is about, for the rules. */
export interface RatedContainer {
  readonly pod: WatchedPod;
  readonly row: RestartRow;
}

export interface RateWindow {
  readonly now: number;
  /** Milliseconds. */
  readonly window: number;
  readonly container: string | undefined;
}

/** Every container that restarted within the window, the fastest first. */
export function ratedContainers(
  pods: readonly WatchedPod[],
  events: readonly KubeEvent[] | undefined,
  { now, window, container: only }: RateWindow,
): readonly RatedContainer[] {
  const rated = pods.flatMap((watched): readonly RatedContainer[] => {
    const { pod, namespace, name, uid, createdAt, owner, node, restarts: all } = watched;
    if (pod === undefined || all === 0) return [];
    const seen = eventsAbout(events, { kind: 'Pod', namespace, name }, uid);
    return podContainers(pod).flatMap((container): readonly RatedContainer[] => {
      if (only !== undefined && container.name !== only) return [];
      const rate = restartRate(container, { now, window, createdAt, events: seen });
      if (rate === undefined) return [];
      const [end] = endingsOf(container);
      const row: RestartRow = {
        namespace,
        pod: name,
        container: container.name,
        type: container.type,
        ...(owner === undefined ? {} : { owner }),
        ...(node === undefined ? {} : { node }),
        perHour: Math.round(rate.perHour * 10) / 10,
        observations: rate.observations,
        from: rate.from,
        confidence: rate.confidence,
        restarts: container.status?.restartCount ?? 0,
        ...(end?.finishedAt === undefined ? {} : { lastRestartSecondsAgo: secondsBetween(end.finishedAt, now) }),
        ...(end === undefined ? {} : { lastReason: end.reason, lastExitCode: end.exitCode }),
      };
      return [{ pod: watched, row }];
    });
  });
  return rated.toSorted((a, b) => b.row.perHour - a.row.perHour);
}

/** The rows with what the rules found out about them. */
export function withCauses(rated: readonly RatedContainer[], findings: readonly Finding[]): readonly RestartRow[] {
  const causes = causeByPod(findings);
  return rated.map(({ row }) => {
    const cause = causes.get(`Pod/${row.namespace}/${row.pod}`);
    return cause === undefined ? row : { ...row, rule: cause.rule, because: cause.message };
  });
}
