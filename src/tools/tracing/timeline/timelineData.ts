import type { Severity } from '../../../core/finding.ts';
import type { MomentShape } from '../../../core/blocks.ts';
import { objectPath, type ObjectRef } from '../../../core/objectRef.ts';
import { firstFailure } from '../../../kube/timeline/firstFailure.ts';
import type { TimelineMoment } from '../../../kube/timeline/moment.ts';
import type { Collected } from './collectMoments.ts';
import { timeText } from '../../../core/timeText.ts';

/** One moment as it is told. Times are RFC 3339 UTC. */
export interface ToldMoment {
  readonly at: string;
  readonly until?: string;
  /** The lane: `Pod/cart-7d9f8c6b5-x2k9p`. */
  readonly on: string;
  readonly what: MomentShape;
  /** Absent for mere news. */
  readonly severity?: Exclude<Severity, 'info'>;
  readonly title: string;
  readonly detail?: string;
  readonly count?: number;
  readonly path?: string;
}

export interface ChangeBefore extends ToldMoment {
  readonly secondsBefore: number;
}

export interface TimelineData {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
  readonly firstFailure?: ToldMoment;
  /** The changes of the 24 hours before the first failure, the nearest first. */
  readonly changesBefore: readonly ChangeBefore[];
  /** In order of time: all, or where there are many the most telling. */
  readonly moments: readonly ToldMoment[];
  /** The duller ones besides, in order of time. */
  readonly dullMoments: readonly ToldMoment[];
  /** Owner above owned, nodes and volumes last. */
  readonly lanes: readonly { readonly on: string; readonly object: ObjectRef }[];
  /** Pods of it that have no lane, the healthy ones. */
  readonly podsLeftOut?: number;
  readonly candidates?: readonly string[];
}

/** So many moments fit into an answer beside the rest of it. */
const telling = 20;

export interface Window {
  /** Milliseconds since the epoch; absent: as far back as anything is known. */
  readonly since: number | undefined;
  readonly now: number;
}

export function timelineData(
  root: ObjectRef,
  { members, moments }: Collected,
  podsLeftOut: number,
  { since, now }: Window,
): TimelineData {
  const shown = moments.filter((one) => since === undefined || (lastOf(one, now) >= since && one.at <= now));
  const found = firstFailure(shown, now);
  const chosen = mostTelling(shown, found?.failure, found?.changesBefore[0]);
  const { apiVersion, kind, namespace, name } = root;
  const from = since ?? shown[0]?.at;
  return {
    apiVersion,
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    ...(from === undefined ? {} : { from: timeText(from) }),
    to: timeText(now),
    ...(found === undefined ? {} : { firstFailure: told(found.failure) }),
    changesBefore: (found?.changesBefore ?? []).slice(0, 3).map((change) => ({
      ...told(change),
      secondsBefore: Math.round(((found?.failure.at ?? 0) - change.at) / 1000),
    })),
    moments: shown.filter((one) => chosen.has(one)).map(told),
    dullMoments: shown.filter((one) => !chosen.has(one)).map(told),
    lanes: lanesOf(root, members, shown),
    ...(podsLeftOut === 0 ? {} : { podsLeftOut }),
  };
}

/** A state that lasts is of now, whenever it began. */
function lastOf({ at, until, shape }: TimelineMoment, now: number): number {
  return until ?? (shape === 'state' ? now : at);
}

function mostTelling(
  moments: readonly TimelineMoment[],
  ...always: readonly (TimelineMoment | undefined)[]
): ReadonlySet<TimelineMoment> {
  const ranked = [...moments].sort((a, b) => dullness(a) - dullness(b) || b.at - a.at);
  const first = [...always.filter((one) => one !== undefined), ...ranked];
  return new Set([...new Set(first)].slice(0, telling));
}

function dullness({ severity, shape, title, object }: TimelineMoment): number {
  if (severity === 'critical') return 0;
  if (severity === 'warning') return 1;
  if (shape === 'rollout' || shape === 'scale' || shape === 'write') return 2;
  if (object.kind === 'Node') return 6;
  if (title.includes(' ended: ') || title === 'Killing') return 3;
  if (shape === 'state') return 4;
  return 5;
}

const lastKinds: ReadonlySet<string> = new Set(['Node', 'PersistentVolumeClaim', 'PersistentVolume']);

function lanesOf(
  root: ObjectRef,
  members: readonly ObjectRef[],
  moments: readonly TimelineMoment[],
): TimelineData['lanes'] {
  const used = new Map(moments.map((one) => [laneOf(one), withoutContainer(one.object)]));
  const known = members.map((object) => ({ on: laneName(object), object }));
  const own = known.filter(({ on }) => used.has(on) || on === laneName(root));
  const others = [...used].filter(([on]) => !own.some((one) => one.on === on)).map(([on, object]) => ({ on, object }));
  // What is gone stands with the pods, above nodes and claims
  const last = own.findIndex(({ object }) => lastKinds.has(object.kind));
  const end = last <= 0 ? own.length : last;
  return [...own.slice(0, end), ...others, ...own.slice(end)];
}

function laneOf({ object, formerUid }: TimelineMoment): string {
  return laneName(object, formerUid);
}

/** `Pod/db-0`; `Pod/db-0 before, uid 1f2e3d4c` for another object that had the name. */
function laneName({ kind, name }: ObjectRef, formerUid?: string): string {
  return `${objectPath({ kind, name })}${formerUid === undefined ? '' : ` before, uid ${formerUid.slice(0, 8)}`}`;
}

function withoutContainer({ apiVersion, kind, namespace, name }: ObjectRef): ObjectRef {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}

const longestDetail = 240;

function told(moment: TimelineMoment): ToldMoment {
  const { at, until, shape, severity, title, detail, count, path } = moment;
  return {
    at: timeText(at),
    ...(until === undefined ? {} : { until: timeText(until) }),
    on: laneOf(moment),
    what: shape,
    ...(severity === 'info' ? {} : { severity }),
    title,
    ...(detail === undefined
      ? {}
      : { detail: detail.length > longestDetail ? `${detail.slice(0, longestDetail)}…` : detail }),
    ...(count === undefined ? {} : { count }),
    // Where a mere time was read from is dull, and paths are long
    ...(path === undefined || (severity === 'info' && shape === 'event') ? {} : { path }),
  };
}
