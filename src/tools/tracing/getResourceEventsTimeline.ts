import Type from 'typebox';
import { counted } from '../../core/counted.ts';
import type { NextCall } from '../../core/envelope.ts';
import type { Gap } from '../../core/gap.ts';
import { closed, inputs } from '../../core/inputs.ts';
import type { Kind } from '../../core/kind.ts';
import { label } from '../../core/label.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { Outcome } from '../../core/outcome.ts';
import { defineTool } from '../../core/tool.ts';
import { age } from '../../kube/age.ts';
import { clockTime } from '../../kube/clockTime.ts';
import { findObject } from '../../kube/findObject.ts';
import { event as eventKind } from '../../kube/kinds/event.ts';
import { timeAt } from '../../kube/timeline/moment.ts';
import { sinceAsked } from '../sinceAsked.ts';
import { collectMoments } from './timeline/collectMoments.ts';
import { familyOf } from './timeline/family.ts';
import { kindOfWord } from './timeline/knownKinds.ts';
import { readTimeline, type TimelineReads } from './timeline/readTimeline.ts';
import { timelineBlocks } from './timeline/timelineBlock.ts';
import { timelineData, type TimelineData } from './timeline/timelineData.ts';
import { timeText } from '../../core/timeText.ts';

const input = Type.Object(
  { ...inputs.kind, ...inputs.name, ...inputs.namespace, ...inputs.since, ...inputs.context },
  closed,
);

export const getResourceEventsTimeline = defineTool({
  name: 'get_resource_events_timeline',
  group: 'tracing',
  scenarios: ['unreachable'],
  risk: 'read',
  title: label('Show Events Timeline'),
  icon: 'history',
  tags: ['tracing', 'timeline', 'events'],
  modelDescription:
    'Tell in order what happened to one object and everything around it, and what changed just before it went wrong. For "when did ' +
    'it start", "what changed", since the last deploy, rollout, restart, OOMKilled, eviction, node trouble, who edited it; also when ' +
    'events have expired. Not for the plain events of a namespace, use list_kubernetes_events.',
  userDescription: label('What happened to an object, its owner, pods, nodes and volumes, in order.'),
  input,
  nameOf: 'kind',
  reads: [
    { kind: 'any', verbs: ['get', 'list'] },
    { kind: eventKind, verbs: ['list'] },
  ],
  example: {
    question: 'The cart keeps restarting. What changed before it began?',
    input: { kind: 'Deployment', namespace: 'shop', name: 'cart' },
  },
  doing: ({ kind, name }) => label('Drawing the timeline of {0} {1}', kind, name),

  async run(cluster, wanted, signal): Promise<Outcome<TimelineData>> {
    const now = cluster.now();
    const since = wanted.since === undefined ? undefined : sinceAsked(wanted.since, now, 'list', 'events');
    const kind = await kindOfWord(cluster, wanted.kind, signal);
    const found = await findObject(cluster, kind, wanted, signal);
    if (found.state === 'several') return severalNamesakes(kind, wanted, found.namespaces);

    const reads = await readTimeline(cluster, kind, found.at, signal);
    const family = familyOf(reads);
    const collected = collectMoments(reads, family);
    const data = timelineData(reads.root.ref, collected, family.podsLeftOut, { since, now });
    const { namespace, name } = reads.root.ref;
    return {
      scope: { kind: kind.kind, name, ...(namespace === undefined ? {} : { namespace }) },
      verdict: 'answered',
      headline: headlineOf(data, now, reads.gaps.length > 0),
      findings: [],
      data,
      gaps: [...expiryGap(reads, since, now), ...reads.gaps],
      next: nextCalls(data),
      cuts: [
        { path: 'dullMoments', from: 'start', keep: 0 },
        { path: 'lanes', keep: 0 },
        { path: 'moments', from: 'start', keep: 8 },
      ],
    };
  },

  present: (data) => timelineBlocks(data),
});

function headlineOf(data: TimelineData, now: number, isPartial: boolean): string {
  const { kind, namespace, name, firstFailure, changesBefore, from } = data;
  const what = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
  const count = data.moments.length + data.dullMoments.length;
  const moments = `${counted(count, 'moment')}${from === undefined ? '' : ` since ${clockTime(from, now)}`}`;
  if (firstFailure === undefined) return `${what}: ${moments}, ${noFailure(count, isPartial)}.`;
  const when = timeAt(firstFailure.at) ?? now;
  const failure = `first failure ${age(now - when)} ago (${clockTime(firstFailure.at, now)}), ${firstFailure.on}: ${firstFailure.title}`;
  const [change] = changesBefore;
  const before =
    change === undefined
      ? 'no change is known of the 24 hours before it'
      : `${age(Math.max(0, change.secondsBefore) * 1000)} after ${change.on}: ${change.title}`;
  return `${what}: ${failure}, ${before}; ${moments}.`;
}

function noFailure(count: number, isPartial: boolean): string {
  if (isPartial) return 'no failure among what could be read';
  return count === 1 ? 'not a failure' : 'none of them a failure';
}

const hour = 3600 * 1000;

/** The server drops events after an hour unless told otherwise (kube-apiserver --event-ttl). */
function expiryGap({ root, events }: TimelineReads, since: number | undefined, now: number): readonly Gap[] {
  const wantedFrom = Math.max(timeAt(root.object.metadata?.creationTimestamp) ?? now, since ?? 0);
  const keptFrom = Math.min(now - hour, ...events.map(({ lastAt }) => lastAt));
  if (wantedFrom >= keptFrom) return [];
  return [
    {
      wanted: `events before ${timeText(keptFrom)}`,
      because: 'expired',
      hint: 'a server keeps events for an hour by default (--event-ttl); what is older comes from status, rollouts and managedFields here',
    },
  ];
}

function nextCalls(data: TimelineData): readonly NextCall[] {
  const { firstFailure, lanes, kind, name, namespace } = data;
  const failed: ObjectRef | undefined = lanes.find(({ on }) => on === firstFailure?.on)?.object;
  if (failed?.kind === 'Pod' && failed.namespace !== undefined)
    return [
      {
        tool: 'get_kubernetes_pod_logs',
        input: { name: failed.name, namespace: failed.namespace },
        why: 'what it printed at its first failure',
      },
    ];
  return [
    {
      tool: 'get_kubernetes_resource_yaml',
      input: { kind, name, ...(namespace === undefined ? {} : { namespace }) },
      why: 'its fields as they are now',
    },
  ];
}

function severalNamesakes(
  kind: Kind<unknown>,
  wanted: Readonly<Record<string, unknown>> & { readonly name: string },
  namespaces: readonly string[],
): Outcome<TimelineData> {
  const apiVersion = kind.group === '' ? 'v1' : `${kind.group}/${kind.versions[0] ?? 'v1'}`;
  return {
    scope: { kind: kind.kind, name: wanted.name, namespace: '*' },
    verdict: 'answered',
    headline: `${namespaces.length} namespaces have a ${kind.kind} ${wanted.name}: ${namespaces.slice(0, 10).join(', ')}${namespaces.length > 10 ? ' …' : ''}; ask for one of them.`,
    findings: [],
    data: {
      apiVersion,
      kind: kind.kind,
      name: wanted.name,
      changesBefore: [],
      moments: [],
      dullMoments: [],
      lanes: [],
      candidates: namespaces,
    },
    gaps: [],
    next: namespaces.slice(0, 3).map((namespace) => ({
      tool: 'get_resource_events_timeline',
      input: { ...wanted, namespace },
      why: `the one in ${namespace}`,
    })),
    cuts: [{ path: 'candidates', keep: 5 }],
  };
}
