import Type, { type Static } from 'typebox';
import { counted } from '../../core/counted.ts';
import type { NextCall } from '../../core/envelope.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { age } from '../../kube/age.ts';
import { isTroubled, judgePods } from '../../kube/judgedPod.ts';
import { event as eventKind } from '../../kube/kinds/event.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { resolveNamespace } from '../../kube/resolveNamespace.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { createReader } from '../../rules/reader.ts';
import { rollUp } from '../../rules/rollUp.ts';
import { sinceAsked } from '../sinceAsked.ts';
import { judgeSickPods } from '../../rules/sick/judgeSickPods.ts';
import { podRuleReads } from '../../rules/sick/podRules.ts';
import { ratedContainers, withCauses, type RestartRow } from './restartRows.ts';
import { restartsView } from './restartsView.ts';
import { watchedPods } from './watchedPod.ts';
import { podsAllowed } from './podsAllowed.ts';

const input = Type.Object(
  {
    ...inputs.namespace,
    name: Type.Optional(Type.String({ description: 'A pod or its owner.' })),
    ...inputs.container,
    ...inputs.since,
    threshold: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 1000, default: 1, description: 'Restarts per hour.' }),
    ),
    ...inputs.context,
  },
  closed,
);

export interface HighRestarts {
  readonly windowSeconds: number;
  readonly threshold: number;
  /** The fastest first. */
  readonly containers: readonly RestartRow[];
  /** Restarted within the window, and below the threshold. */
  readonly below: number;
  /** Restarted within the window, of which only the last restart's time is known. */
  readonly unmeasured: number;
}

const defaultWindow = 6 * 3_600_000;
/** The rows name the causes of all; so many of them come with their evidence. */
const shownFindings = 3;
/** So many pods are judged, the fastest first. */
const mostJudged = 200;

export const getHighRestartKubernetesPods = defineTool({
  name: 'get_high_restart_kubernetes_pods',
  group: 'diagnostics',
  scenarios: ['restarts'],
  risk: 'read',
  title: label('Find Restarting Pods'),
  icon: 'debug-restart',
  tags: ['pods', 'restarts'],
  modelDescription:
    'Finds the pods that restart most now, by restarts per hour and not by an old counter. ' +
    'For pods that bounce, flap or keep crashing: RESTARTS, CrashLoopBackOff. ' +
    'Not for the rhythm of one pod, use analyze_pod_restart_pattern.',
  userDescription: label('The containers that restart most per hour, and why.'),
  input,
  nameOf: podKind,
  reads: [{ kind: podKind, verbs: ['list'] }, ...podRuleReads],
  example: { question: 'What keeps restarting in the shop?', input: { namespace: 'shop' } },
  doing: ({ namespace }) =>
    resolveNamespace(namespace) === undefined
      ? label('Looking for restarts in all namespaces')
      : label('Looking for restarts in {0}', namespace ?? ''),
  run,
  present: (data) => restartsView(data),
});

async function run(cluster: Cluster, asked: Static<typeof input>, signal: AbortSignal): Promise<Outcome<HighRestarts>> {
  const now = cluster.now();
  const wanted = resolveNamespace(asked.namespace);
  const { threshold = 1, name } = asked;
  const from = asked.since === undefined ? now - defaultWindow : sinceAsked(asked.since, now, 'list', 'pods');
  const window = Math.max(60_000, now - from);
  const read = await podsAllowed(cluster, watchedPods, { namespace: wanted }, signal);
  const { namespace } = read;
  const pods = read.items.filter((one) => name === undefined || one.name === name || ownerName(one.owner) === name);
  const reader = createReader(cluster, signal);
  const restarted = pods.filter(({ restarts, lastRestartAt = 0 }) => restarts > 0 && lastRestartAt >= now - window);
  // What has restarted at all is looked at with its events; where nothing has, the pods alone prove it.
  const events = restarted.length === 0 ? undefined : await reader.list(eventKind, namespace);
  const rated = ratedContainers(pods, events?.state === 'read' ? events.value : undefined, {
    now,
    window,
    container: asked.container,
  });
  const measured = rated.filter(({ row }) => row.from !== 'last');
  const high = measured.filter(({ row }) => row.perHour >= threshold);
  const sick = [...new Set(high.map(({ pod }) => pod))].slice(0, mostJudged).flatMap(({ pod }) => pod ?? []);
  const judgement = await judgeSickPods(reader, sick, { namespace, asOf: now });
  const gaps = mergeGaps(read.gaps, reader.gaps(), judgement.gaps);
  const data: HighRestarts = {
    windowSeconds: Math.round(window / 1000),
    threshold,
    containers: withCauses(high, judgement.findings),
    below: measured.length - high.length,
    unmeasured: rated.length - measured.length,
  };
  const levels = judgePods(
    high.map(({ pod }) => pod),
    read.items,
    now,
  ).map(({ level }) => level);
  return {
    scope: { namespace: namespace ?? '*', kind: 'Pod', ...(name === undefined ? {} : { name }) },
    verdict: verdictOf(data, levels.includes('critical'), pods.length, gaps.length > 0),
    headline: headlineOf(data, namespace, pods.length, gaps.length > 0),
    findings: rollUp(judgement.findings, sick).slice(0, shownFindings),
    data,
    gaps,
    next: nextCalls(data.containers, levels.some(isTroubled)),
    cuts: [
      { path: 'containers', keep: 5 },
      { path: 'containers', keep: 1 },
    ],
  };
}

function ownerName(owner: string | undefined): string | undefined {
  return owner?.slice(owner.indexOf('/') + 1);
}

function verdictOf(
  { containers, unmeasured }: HighRestarts,
  isCritical: boolean,
  pods: number,
  isPartial: boolean,
): Outcome<HighRestarts>['verdict'] {
  if (containers.length > 0) return isCritical ? 'broken' : 'degraded';
  if (isPartial) return 'unknown';
  // Without times nobody knows how often the others restart
  if (unmeasured > 0) return 'unknown';
  return pods === 0 ? 'answered' : 'healthy';
}

function headlineOf(
  { containers, threshold, windowSeconds, below, unmeasured }: HighRestarts,
  namespace: string | undefined,
  pods: number,
  isPartial: boolean,
): string {
  const where = namespace === undefined ? 'in all namespaces' : `in ${namespace}`;
  const window = age(windowSeconds * 1000);
  if (pods === 0) return `No such pods ${where}.`;
  const rest = [
    ...(below === 0 ? [] : [`${counted(below, 'other')} less often`]),
    ...(unmeasured === 0 ? [] : [`of ${unmeasured} only the last restart is known`]),
  ].join(', ');
  const tail = rest === '' ? '.' : `; ${rest}.`;
  const [worst] = containers;
  if (worst === undefined)
    return `${isPartial ? 'As far as could be read, no' : 'No'} container ${where} restarts ${rateText(threshold)} or more within ${window}${tail}`;
  const because = worst.because === undefined ? '' : `: ${worst.because.replace(/\.$/, '')}`;
  return `${counted(containers.length, 'container')} ${where} ${containers.length === 1 ? 'restarts' : 'restart'} ${rateText(threshold)} or more within ${window}; most of all ${worst.namespace}/${worst.pod}, ${rateText(worst.perHour)}${because}${tail}`;
}

function rateText(perHour: number): string {
  return perHour === 1 ? 'once an hour' : `${perHour} times an hour`;
}

function nextCalls([worst]: readonly RestartRow[], isTroubledNow: boolean): readonly NextCall[] {
  if (worst === undefined) return [];
  const input = { namespace: worst.namespace, name: worst.pod };
  return [
    { tool: 'analyze_pod_restart_pattern', input, why: `when and in what rhythm ${worst.pod} restarts` },
    ...(isTroubledNow
      ? [{ tool: 'diagnose_kubernetes_pod_issues', input, why: `what is wrong with ${worst.pod}` }]
      : []),
    { tool: 'get_pod_crash_report', input, why: 'all about its last crash' },
  ];
}
