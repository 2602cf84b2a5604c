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
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { levelAt, podHealth } from '../../kube/podHealth.ts';
import { podStatus } from '../../kube/podStatus.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { readNodeEvents } from '../../rules/nodeEvents.ts';
import { createReader } from '../../rules/reader.ts';
import { rollUp } from '../../rules/rollUp.ts';
import { itemsOf } from '../../rules/snapshot.ts';
import { judgeSickPods } from '../../rules/sick/judgeSickPods.ts';
import { podRuleReads, podRules } from '../../rules/sick/podRules.ts';
import { asHistory, podSuccession, successionText } from '../diagnostics/podSuccession.ts';
import { severalNamesakes } from '../severalNamesakes.ts';
import { sinceAsked } from '../sinceAsked.ts';
import { causeWords } from './causeWords.ts';
import { podFamily } from './podFamily.ts';
import { containerHistories, toldEnds, type ContainerHistory, type ToldEnd } from './restartHistory.ts';
import { restartPatternView } from './restartPatternView.ts';
import { sinceRollout, type SinceRollout } from './sinceRollout.ts';

const input = Type.Object(
  {
    name: Type.String({ description: 'A pod or a workload.' }),
    ...inputs.namespace,
    ...inputs.container,
    ...inputs.since,
    threshold: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1000,
        default: 1,
        description: 'Restarts per hour.',
      }),
    ),
    ...inputs.context,
  },
  closed,
);

export interface RestartAnalysis {
  readonly name: string;
  readonly namespace: string;
  readonly owner?: string;
  readonly pods: number;
  readonly windowSeconds: number;
  readonly containers: readonly ContainerHistory[];
  /** Every end that is still told of, the newest first. */
  readonly ends: readonly ToldEnd[];
  readonly rollout?: SinceRollout;
  readonly candidates?: readonly string[];
}

const defaultWindow = 24 * 3_600_000;
const shownFindings = 6;

export const analyzePodRestartPattern = defineTool({
  name: 'analyze_pod_restart_pattern',
  group: 'restarts',
  scenarios: ['restarts'],
  risk: 'read',
  title: label('Analyze Restarts'),
  icon: 'graph-line',
  tags: ['restarts', 'pattern'],
  modelDescription:
    'Tells when, how often and in what rhythm one pod or workload restarts, and what ends it. ' +
    'For "every few minutes", "since the last deploy", back-off, liveness kills, exit codes 137 and 143. ' +
    'Not for which pods restart most, use get_high_restart_kubernetes_pods.',
  userDescription: label('When, how often and in what rhythm a pod restarts, and what ends it.'),
  input,
  nameOf: podKind,
  reads: [{ kind: podKind, verbs: ['get', 'list'] }, ...podRuleReads],
  example: { question: 'When and why does the cart restart?', input: { namespace: 'shop', name: 'cart' } },
  doing: ({ name }) => label('Analyzing the restarts of {0}', name),
  run,
  present: (data) => restartPatternView(data),
});

async function run(
  cluster: Cluster,
  asked: Static<typeof input>,
  signal: AbortSignal,
): Promise<Outcome<RestartAnalysis>> {
  const now = cluster.now();
  const from = asked.since === undefined ? now - defaultWindow : sinceAsked(asked.since, now, 'list', 'pods');
  const window = Math.max(60_000, now - from);
  const family = await podFamily(cluster, asked, signal);
  if (family.state === 'several')
    return severalNamesakes('analyze_pod_restart_pattern', asked, family.namespaces, {
      name: asked.name,
      namespace: '*',
      pods: 0,
      windowSeconds: Math.round(window / 1000),
      containers: [],
      ends: [],
      candidates: family.namespaces,
    });
  const { pod, pods, owner } = family;
  const { namespace = '' } = pod.metadata ?? {};
  const reader = createReader(cluster, signal);
  const [judgement, events, nodeEvents, replicaSets, succession] = await Promise.all([
    judgeSickPods(reader, pods, { namespace, asOf: now }),
    reader.list(eventKind, namespace),
    readNodeEvents(reader, podRules),
    owner?.startsWith('Deployment/') === true ? reader.list(replicaSet, namespace) : undefined,
    pods.length === 1 ? podSuccession(reader, pod, now) : undefined,
  ]);
  const reads = {
    pods,
    events: events.state === 'read' ? events.value : undefined,
    nodeEvents: nodeEvents?.state === 'read' ? nodeEvents.value : undefined,
    now,
    window,
    container: asked.container,
  };
  const rollout = sinceRollout(pods, itemsOf(replicaSets), now);
  const data: RestartAnalysis = {
    name: asked.name,
    namespace,
    ...(owner === undefined ? {} : { owner }),
    pods: pods.length,
    windowSeconds: Math.round(window / 1000),
    containers: containerHistories(reads),
    ends: toldEnds(reads),
    ...(rollout === undefined ? {} : { rollout }),
  };
  const gaps = mergeGaps(reader.gaps(), judgement.gaps);
  const isHistory = succession?.state === 'replaced';
  const levels = isHistory ? [] : pods.map((one) => levelAt(podHealth(one, podStatus(one)), now));
  const name = pods.length === 1 ? (pod.metadata?.name ?? asked.name) : asked.name;
  return {
    scope: { namespace, name },
    verdict: verdictOf(data, asked.threshold ?? 1, levels.includes('critical'), gaps.length > 0),
    headline: `${headlineOf(data, name, gaps.length > 0)}${isHistory ? ` It is history: ${successionText(succession, owner ?? 'its owner')}.` : ''}`,
    findings: rollUp(asHistory(judgement.findings, pod, succession), pods).slice(0, shownFindings),
    data,
    gaps,
    next: nextCalls(data, pod.metadata?.name ?? asked.name),
    cuts: [
      { path: 'ends', keep: 4 },
      { path: 'containers', keep: 2 },
      { path: 'ends', keep: 1 },
    ],
  };
}

function verdictOf(
  { containers }: RestartAnalysis,
  threshold: number,
  isCritical: boolean,
  isPartial: boolean,
): Outcome<RestartAnalysis>['verdict'] {
  if (isCritical) return 'broken';
  if (containers.some(({ perHour = 0 }) => perHour >= threshold)) return 'degraded';
  return isPartial ? 'unknown' : 'healthy';
}

function headlineOf(
  { containers, ends, namespace, rollout, windowSeconds }: RestartAnalysis,
  name: string,
  isPartial: boolean,
): string {
  const who = `${namespace}/${name}`;
  const worst = containers.find(({ restarts }) => restarts > 0);
  if (worst === undefined) {
    const last = ends.find(({ cause }) => cause !== 'completed');
    if (last !== undefined) return `${who} has not restarted; ${last.container} was ${causeWords[last.cause]}.`;
    return `${who} has not restarted${isPartial ? ', as far as could be read' : ''}.`;
  }
  const end = ends.find(({ container, cause }) => container === worst.name && cause !== 'completed');
  const rate =
    worst.perHour === undefined || worst.perHourFrom === 'last'
      ? worst.perHour === undefined
        ? `, none of them within ${age(windowSeconds * 1000)}`
        : ', of which only the last has a known time'
      : ` (${worst.perHour} an hour)`;
  const cause =
    end === undefined
      ? ''
      : `; last ${causeWords[end.cause]}${end.ranSeconds === undefined ? '' : ` after ${age(end.ranSeconds * 1000)}`}${end.secondsAgo === undefined ? '' : `, ${age(end.secondsAgo * 1000)} ago`}`;
  const began =
    rollout?.began === true
      ? `; only the revision rolled out ${age(rollout.rolledOutSecondsAgo * 1000)} ago restarts`
      : '';
  return `Container ${worst.name} of ${who} restarted ${counted(worst.restarts, 'time')}${rate}, ${patternText(worst)}${cause}${began}.`;
}

function patternText({ pattern }: ContainerHistory): string {
  const { name, runSeconds, observations } = pattern;
  const seen = observations === 1 ? 'from one known time' : `from ${observations} known starts and ends`;
  const each = runSeconds === undefined ? '' : ` of about ${age(runSeconds * 1000)}`;
  switch (name) {
    case 'equal runs':
      return `in runs of one length${each} (${seen})`;
    case 'growing back-off':
      return `with a growing pause between (${seen})`;
    case 'irregular':
      return `without a rhythm (${seen})`;
    case 'once':
      return 'once';
    case 'none':
    case 'not enough times':
      return 'in no rhythm that can be told from so few known times';
  }
}

function nextCalls({ containers, namespace }: RestartAnalysis, pod: string): readonly NextCall[] {
  if (containers.every(({ restarts }) => restarts === 0)) return [];
  const input = { namespace, name: pod };
  return [
    { tool: 'get_pod_crash_report', input, why: 'all about its last crash in one bundle' },
    { tool: 'get_kubernetes_pod_logs', input: { ...input, previous: true }, why: 'what it printed before it ended' },
  ];
}
