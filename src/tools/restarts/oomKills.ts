import { containerEnds } from '../../kube/ending/containerEnds.ts';
import type { SeenEvent } from '../../kube/events.ts';
import { eventsAbout } from '../../kube/eventsAbout.ts';
import type { KubeEvent } from '../../kube/kinds/event.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { workloadOf } from '../../kube/owners.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';
import { timeText } from '../../core/timeText.ts';

/** Whose memory ran out: the container's (or its pod's) by a limit, the node's, or the node's before that came to a kill (eviction). */
export type ShortOf = 'limit' | 'node' | 'eviction';

export interface OomKill {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string;
  readonly owner?: string;
  readonly node?: string;
  readonly shortOf: ShortOf;
  readonly qos?: string;
  readonly limit?: string;
  readonly request?: string;
  /** Of the container since its pod was made; only the last is surely for memory. */
  readonly restarts?: number;
  readonly at?: string;
  readonly secondsAgo?: number;
  /** Other pods of the scope that were killed for memory on the node within the same minute. */
  readonly togetherWith?: readonly string[];
  readonly confidence?: number;
}

export interface NodeOom {
  readonly node: string;
  /** `SystemOOM`: the node itself ran out. `OOMKilling`: the kernel killed, also for a limit: its message tells. */
  readonly reason: string;
  readonly count: number;
  readonly lastSecondsAgo: number;
  readonly message: string;
}

const minute = 60_000;

/** The last kill of each container that was for memory, and the evictions for it, since a moment; the latest first. */
export function oomKills(
  pods: readonly Pod[],
  {
    events,
    nodeEvents,
    now,
    since,
    container: only,
  }: {
    readonly events: readonly KubeEvent[] | undefined;
    readonly nodeEvents: readonly KubeEvent[] | undefined;
    readonly now: number;
    readonly since: number;
    readonly container: string | undefined;
  },
): readonly OomKill[] {
  const found = pods.flatMap((pod) => [
    ...killsOf(pod, events, nodeEvents).filter(({ kill }) => only === undefined || kill.container === only),
    ...(only === undefined ? evictionOf(pod) : []),
  ]);
  const recent = found.filter(({ when }) => when === undefined || when >= since);
  return recent
    .toSorted((a, b) => (b.when ?? 0) - (a.when ?? 0))
    .map(({ kill, when }) => {
      const together = when === undefined ? [] : recent.filter((other) => isTogether(other, kill, when));
      const names = [...new Set(together.map((other) => `${other.kill.namespace}/${other.kill.pod}`))];
      return {
        ...kill,
        ...(when === undefined ? {} : { at: timeText(when), secondsAgo: secondsBetween(when, now) }),
        ...(names.length === 0 ? {} : { togetherWith: names.slice(0, 5) }),
      };
    });
}

/** What the nodes themselves tell of memory. Source: pkg/kubelet/oom (SystemOOM); node-problem-detector's kernel monitor (OOMKilling). */
export function nodeOoms(
  nodeEvents: readonly KubeEvent[] | undefined,
  nodes: ReadonlySet<string>,
  now: number,
  since: number,
): readonly NodeOom[] {
  return [...nodes].flatMap((node) =>
    eventsAbout(nodeEvents, { kind: 'Node', name: node })
      .filter(({ reason, lastAt }) => (reason === 'SystemOOM' || reason === 'OOMKilling') && lastAt >= since)
      .map(({ reason, count, lastAt, message }: SeenEvent) => ({
        node,
        reason,
        count,
        lastSecondsAgo: secondsBetween(lastAt, now),
        message,
      })),
  );
}

interface Found {
  readonly kill: OomKill;
  /** Milliseconds since the epoch. */
  readonly when: number | undefined;
}

function killsOf(
  pod: Pod,
  events: readonly KubeEvent[] | undefined,
  nodeEvents: readonly KubeEvent[] | undefined,
): readonly Found[] {
  return containerEnds(pod, events, nodeEvents).flatMap(
    ({ cause, ending, container, confidence }): readonly Found[] => {
      if (cause !== 'oomKilled' && cause !== 'nodeOutOfMemory') return [];
      const limit = container.spec.resources?.limits?.memory ?? pod.spec?.resources?.limits?.memory;
      const request = container.spec.resources?.requests?.memory;
      return [
        {
          when: ending.finishedAt,
          kill: {
            ...placeOf(pod),
            container: container.name,
            shortOf: cause === 'oomKilled' ? 'limit' : 'node',
            ...(limit === undefined ? {} : { limit: String(limit) }),
            ...(request === undefined ? {} : { request: String(request) }),
            restarts: container.status?.restartCount ?? 0,
            ...(confidence === undefined ? {} : { confidence }),
          },
        },
      ];
    },
  );
}

/** `The node was low on resource: memory. …`. Source: pkg/kubelet/eviction/helpers.go. */
function evictionOf(pod: Pod): readonly Found[] {
  const { reason, message = '' } = pod.status ?? {};
  if (reason !== 'Evicted' || !/low on resource: memory\b/.test(message)) return [];
  const times = (pod.status?.containerStatuses ?? []).map(({ state }) =>
    Date.parse(state?.terminated?.finishedAt ?? ''),
  );
  const known = times.filter((at) => at > 0);
  const when = known.length === 0 ? Date.parse(pod.status?.startTime ?? '') : Math.max(...known);
  return [{ when: Number.isNaN(when) ? undefined : when, kill: { ...placeOf(pod), shortOf: 'eviction' } }];
}

function placeOf(pod: Pod): Pick<OomKill, 'namespace' | 'pod' | 'owner' | 'node' | 'qos'> {
  const { metadata, spec, status } = pod;
  const owner = workloadOf(pod);
  return {
    namespace: metadata?.namespace ?? '',
    pod: metadata?.name ?? '',
    ...(owner === undefined ? {} : { owner: `${owner.kind}/${owner.name}` }),
    ...(spec?.nodeName === undefined ? {} : { node: spec.nodeName }),
    ...(status?.qosClass === undefined ? {} : { qos: status.qosClass }),
  };
}

function isTogether(other: Found, kill: OomKill, when: number): boolean {
  return (
    other.kill.node !== undefined &&
    other.kill.node === kill.node &&
    (other.kill.pod !== kill.pod || other.kill.namespace !== kill.namespace) &&
    other.when !== undefined &&
    Math.abs(other.when - when) <= minute
  );
}
