import Type, { type Static } from 'typebox';
import { counted } from '../../core/counted.ts';
import type { NextCall } from '../../core/envelope.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { age } from '../../kube/age.ts';
import { event as eventKind } from '../../kube/kinds/event.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { workloadOf } from '../../kube/owners.ts';
import { resolveNamespace } from '../../kube/resolveNamespace.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { readNodeEvents } from '../../rules/nodeEvents.ts';
import { createReader } from '../../rules/reader.ts';
import { rollUp } from '../../rules/rollUp.ts';
import { judgeSickPods } from '../../rules/sick/judgeSickPods.ts';
import { podRuleReads, podRules } from '../../rules/sick/podRules.ts';
import { watchedPods } from '../diagnostics/watchedPod.ts';
import { sinceAsked } from '../sinceAsked.ts';
import { nodeOoms, oomKills, type NodeOom, type OomKill } from './oomKills.ts';
import { oomView } from './oomView.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';
import { podsAllowed } from '../diagnostics/podsAllowed.ts';

const input = Type.Object(
  {
    ...inputs.namespace,
    name: Type.Optional(Type.String({ description: 'A pod or its owner.' })),
    ...inputs.container,
    ...inputs.since,
    threshold: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'Restarts at least.' })),
    ...inputs.context,
  },
  closed,
);

export interface OomEvents {
  readonly windowSeconds: number;
  /** The latest first. */
  readonly kills: readonly OomKill[];
  /** What the nodes of these pods tell. */
  readonly nodes: readonly NodeOom[];
}

const defaultWindow = 24 * 3_600_000;
/** The rows name the causes of all; so many of them come with their evidence. */
const shownFindings = 3;
const rules = new Set(['container/oom-killed', 'container/node-out-of-memory', 'pod/evicted', 'node/memory-pressure']);

export const checkOomEvents = defineTool({
  name: 'check_oom_events',
  group: 'restarts',
  scenarios: ['restarts'],
  risk: 'read',
  title: label('Check Out-of-Memory Kills'),
  icon: 'flame',
  tags: ['restarts', 'memory', 'oom'],
  modelDescription:
    "Finds what was killed for want of memory, and whose ran out: the container's limit or the machine. " +
    'For OOMKilled, exit code 137, SystemOOM, evicted for memory. ' +
    'Not for other restarts, use analyze_pod_restart_pattern.',
  userDescription: label('What was killed for want of memory, and whose memory ran out.'),
  input,
  nameOf: podKind,
  reads: [{ kind: podKind, verbs: ['list'] }, ...podRuleReads],
  example: { question: 'Was anything of the shop killed for want of memory?', input: { namespace: 'shop' } },
  doing: ({ namespace }) =>
    resolveNamespace(namespace) === undefined
      ? label('Looking for out-of-memory kills in all namespaces')
      : label('Looking for out-of-memory kills in {0}', namespace ?? ''),
  run,
  present: (data) => oomView(data),
});

async function run(cluster: Cluster, asked: Static<typeof input>, signal: AbortSignal): Promise<Outcome<OomEvents>> {
  const now = cluster.now();
  const since = asked.since === undefined ? now - defaultWindow : sinceAsked(asked.since, now, 'list', 'pods');
  const wanted = resolveNamespace(asked.namespace);
  const read = await podsAllowed(cluster, watchedPods, { namespace: wanted }, signal);
  const { namespace } = read;
  const { name, threshold } = asked;
  const pods = read.items
    .flatMap(({ pod }) => pod ?? [])
    .filter((pod) => name === undefined || pod.metadata?.name === name || workloadOf(pod)?.name === name);
  const reader = createReader(cluster, signal);
  const [events, nodeEvents] = await Promise.all([reader.list(eventKind, namespace), readNodeEvents(reader, podRules)]);
  const known = {
    events: events.state === 'read' ? events.value : undefined,
    nodeEvents: nodeEvents?.state === 'read' ? nodeEvents.value : undefined,
    now,
    since,
    container: asked.container,
  };
  const kills = oomKills(pods, known).filter(({ restarts = 0 }) => threshold === undefined || restarts >= threshold);
  const killed = new Set(kills.map(({ namespace: place, pod }) => `${place}/${pod}`));
  const sick = pods.filter(({ metadata }) => killed.has(`${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`));
  const judgement = await judgeSickPods(reader, sick, { namespace, asOf: now });
  const findings = rollUp(
    judgement.findings.filter(({ rule }) => rules.has(rule)),
    sick,
  );
  const nodes = new Set(read.items.flatMap(({ node }) => node ?? []));
  const gaps = mergeGaps(read.gaps, reader.gaps());
  const data: OomEvents = {
    windowSeconds: secondsBetween(since, now),
    kills,
    nodes: nodeOoms(known.nodeEvents, nodes, now, since),
  };
  return {
    scope: { namespace: namespace ?? '*', kind: 'Pod', ...(name === undefined ? {} : { name }) },
    verdict: verdictOf(
      data,
      findings.some(({ severity }) => severity === 'critical'),
      gaps.length > 0,
    ),
    headline: headlineOf(data, namespace, gaps.length > 0),
    findings: findings.slice(0, shownFindings),
    data,
    gaps,
    next: nextCalls(kills),
    cuts: [
      { path: 'nodes', keep: 3 },
      { path: 'kills', keep: 5 },
      { path: 'nodes', keep: 0 },
      { path: 'kills', keep: 1 },
    ],
  };
}

function verdictOf(
  { kills, nodes }: OomEvents,
  isCritical: boolean,
  isPartial: boolean,
): Outcome<OomEvents>['verdict'] {
  if (isCritical) return 'broken';
  if (kills.length > 0 || nodes.some(({ reason }) => reason === 'SystemOOM')) return 'degraded';
  return isPartial ? 'unknown' : 'healthy';
}

function headlineOf(
  { kills, nodes, windowSeconds }: OomEvents,
  namespace: string | undefined,
  isPartial: boolean,
): string {
  const where = namespace === undefined ? 'in all namespaces' : `in ${namespace}`;
  const window = age(windowSeconds * 1000);
  const short = [...new Set(nodes.filter(({ reason }) => reason === 'SystemOOM').map(({ node }) => node))];
  const ofNodes = short.length === 0 ? '' : `; ${short.slice(0, 3).join(', ')} ran out of memory`;
  const [last] = kills;
  if (last === undefined)
    return `Nothing ${where} is known to have been killed for want of memory within ${window}${isPartial ? ', as far as could be read' : ''}${ofNodes}.`;
  const who = `${last.namespace}/${last.pod}${last.container === undefined ? '' : ` (${last.container})`}`;
  const why = {
    limit: `its limit of ${last.limit ?? '?'}`,
    node: 'its node ran out',
    eviction: 'evicted before its node ran out',
  }[last.shortOf];
  const when = last.secondsAgo === undefined ? '' : ` ${age(last.secondsAgo * 1000)} ago`;
  return `${counted(kills.length, 'container')} ${where} ${kills.length === 1 ? 'was' : 'were'} killed for want of memory within ${window}; last ${who}${when}: ${why}${ofNodes}.`;
}

function nextCalls([last]: readonly OomKill[]): readonly NextCall[] {
  if (last === undefined) return [];
  const input = { namespace: last.namespace, name: last.pod };
  return [
    { tool: 'analyze_pod_restart_pattern', input, why: `how often ${last.pod} is killed` },
    { tool: 'get_pod_crash_report', input, why: 'all about its last kill' },
  ];
}
