import type { SeenEvent } from '../../kube/events.ts';
import { latestByUid } from '../../kube/events.ts';
import { endingsOf } from '../../kube/ending/endings.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { workloadOf } from '../../kube/owners.ts';
import { containerSickness, containerStateText, podContainers, type PodContainer } from '../../kube/podContainers.ts';
import { podStatus } from '../../kube/podStatus.ts';
import type { ShownLine } from '../logs/containerLog.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';
import { timeText } from '../../core/timeText.ts';
import type { PodSuccession } from './podSuccession.ts';

export interface DiagnosedContainer {
  readonly name: string;
  readonly type: PodContainer['type'];
  readonly image: string;
  /** `running`, `waiting: CrashLoopBackOff`, `ended: OOMKilled (137)`, `not started`. */
  readonly state: string;
  /** Text of the cluster: why it waits. */
  readonly message?: string;
  readonly ready: boolean;
  readonly restarts: number;
  readonly lastEnd?: {
    readonly reason: string;
    readonly exitCode: number;
    readonly at?: string;
    readonly ranSeconds?: number;
  };
}

export interface DiagnosedEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly lastSecondsAgo: number;
}

export interface DiagnosedLog {
  readonly container: string;
  readonly previous: boolean;
  /** The last lines that read like errors; where there are none, the last lines. */
  readonly lines: readonly ShownLine[];
}

export interface Diagnosis {
  readonly pod: string;
  readonly namespace: string;
  readonly status: string;
  readonly ready: string;
  readonly restarts: number;
  readonly ageSeconds: number;
  readonly node?: string;
  /** `Deployment/cart` */
  readonly owner?: string;
  /** Of the same workload, where that was asked about: this is the worst of them. */
  readonly otherPods: readonly string[];
  /** Of a pod that runs no more, or soon will not: what has come after it. */
  readonly succession?: PodSuccession;
  /** The sickest first. */
  readonly containers: readonly DiagnosedContainer[];
  /** Those that are not as they should be. */
  readonly conditions: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason?: string;
    readonly message?: string;
  }[];
  /** The newest first. */
  readonly events: readonly DiagnosedEvent[];
  readonly logs: readonly DiagnosedLog[];
  /** Namespaces that have it, where none was given and several have it. */
  readonly candidates?: readonly string[];
}

/** Of a name that several namespaces have. */
export function emptyDiagnosis(pod: string): Diagnosis {
  return {
    pod,
    namespace: '*',
    status: '',
    ready: '',
    restarts: 0,
    ageSeconds: 0,
    otherPods: [],
    containers: [],
    conditions: [],
    events: [],
    logs: [],
  };
}

const shownEvents = 8;

export function diagnosisOf(
  pod: Pod,
  now: number,
  seen: readonly SeenEvent[],
  rest: Pick<Diagnosis, 'logs' | 'otherPods' | 'succession'>,
): Diagnosis {
  const { metadata, spec, status } = pod;
  const columns = podStatus(pod);
  const owner = workloadOf(pod);
  return {
    pod: metadata?.name ?? '',
    namespace: metadata?.namespace ?? '',
    status: columns.status,
    ready: `${columns.ready}/${columns.containers}`,
    restarts: columns.restarts,
    ageSeconds: secondsBetween(Date.parse(metadata?.creationTimestamp ?? '') || now, now),
    ...(spec?.nodeName === undefined ? {} : { node: spec.nodeName }),
    ...(owner === undefined ? {} : { owner: `${owner.kind}/${owner.name}` }),
    otherPods: rest.otherPods,
    ...(rest.succession === undefined ? {} : { succession: rest.succession }),
    containers: podContainers(pod)
      .toSorted((a, b) => containerSickness(b) - containerSickness(a))
      .map(diagnosedContainer),
    conditions: (status?.conditions ?? [])
      .filter(isAmiss)
      .map(({ type = '', status: value = '', reason, message }) => ({
        type,
        status: value,
        ...(reason === undefined ? {} : { reason }),
        ...(message === undefined || message === '' ? {} : { message }),
      })),
    events: latestByUid(seen)
      .toSorted((a, b) => b.lastAt - a.lastAt)
      .slice(0, shownEvents)
      .map(({ type, reason, message, count, lastAt }) => ({
        type,
        reason,
        message,
        count,
        lastSecondsAgo: secondsBetween(lastAt, now),
      })),
    logs: rest.logs,
  };
}

function diagnosedContainer(container: PodContainer): DiagnosedContainer {
  const { name, type, spec, status } = container;
  const [end] = endingsOf(container);
  const message = status?.state?.waiting?.message ?? '';
  return {
    name,
    type,
    image: spec.image ?? '',
    state: containerStateText(container),
    ...(message === '' ? {} : { message }),
    ready: status?.ready === true,
    restarts: status?.restartCount ?? 0,
    ...(end === undefined
      ? {}
      : {
          lastEnd: {
            reason: end.reason,
            exitCode: end.exitCode,
            ...(end.finishedAt === undefined ? {} : { at: timeText(end.finishedAt) }),
            ...(end.finishedAt === undefined || end.startedAt === undefined
              ? {}
              : { ranSeconds: secondsBetween(end.startedAt, end.finishedAt) }),
          },
        }),
  };
}

/** DisruptionTarget and the resize conditions are bad when they are true, the lifecycle ones when they are not. */
function isAmiss({ type = '', status = '' }: { readonly type?: string; readonly status?: string }): boolean {
  const isTrouble = type === 'DisruptionTarget' || type === 'PodResizePending' || type === 'PodResizeInProgress';
  return (status === 'True') === isTrouble;
}
