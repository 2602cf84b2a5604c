import Type, { type Static } from 'typebox';
import { counted } from '../../core/counted.ts';
import type { NextCall } from '../../core/envelope.ts';
import type { Finding } from '../../core/finding.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { judgePods, rankOf, type JudgedPod } from '../../kube/judgedPod.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { paged, readCursor } from '../../kube/paging.ts';
import { resolveNamespace } from '../../kube/resolveNamespace.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { createReader } from '../../rules/reader.ts';
import { rollUp } from '../../rules/rollUp.ts';
import { failedGroups, type FailedGroup } from './failedGroups.ts';
import { failedView } from './failedView.ts';
import { podsAllowed } from './podsAllowed.ts';
import { judgeSickPods } from '../../rules/sick/judgeSickPods.ts';
import { podRuleReads } from '../../rules/sick/podRules.ts';
import { sinceAsked } from '../sinceAsked.ts';
import { troubleOf, watchedPods, type Trouble, type WatchedPod } from './watchedPod.ts';

const input = Type.Object(
  {
    ...inputs.namespace,
    ...inputs.labelSelector,
    ...inputs.since,
    ...inputs.limit,
    ...inputs.cursor,
    ...inputs.context,
  },
  closed,
);

export interface FailedPods {
  readonly failing: number;
  readonly total: number;
  readonly groups: readonly FailedGroup[];
  /** Of all groups, the commonest first: how many pods fail of what; `rule` is absent where no rule tells the cause. */
  readonly causes: readonly FailedCause[];
  /** In other trouble than this tool tells of: waiting for a node, or up again after a restart. */
  readonly waiting: number;
  readonly restarted: number;
  /** Failed, and replaced by a younger pod that is well: history. */
  readonly replaced: number;
}

export interface FailedCause {
  readonly rule?: string;
  readonly pods: number;
  readonly groups: number;
}

/** The rows name the causes of all; so many of them come with their evidence. */
const shownFindings = 3;

export const getFailedKubernetesPods = defineTool({
  name: 'get_failed_kubernetes_pods',
  group: 'diagnostics',
  scenarios: ['restarts'],
  risk: 'read',
  title: label('Find Failed Pods'),
  icon: 'error',
  tags: ['pods', 'failed'],
  modelDescription:
    'Finds every pod that fails and says why, by owner. ' +
    'For CrashLoopBackOff, Error, OOMKilled, ImagePullBackOff, CreateContainerConfigError, Evicted, stuck Terminating or ContainerCreating. ' +
    'Not for pods without a node, use get_pending_kubernetes_pods.',
  userDescription: label('Pods that fail and why, by owner.'),
  input,
  reads: [{ kind: podKind, verbs: ['list'] }, ...podRuleReads],
  example: { question: 'Which pods fail, and why?', input: { namespace: 'shop' } },
  doing: ({ namespace }) =>
    resolveNamespace(namespace) === undefined
      ? label('Looking for failed pods in all namespaces')
      : label('Looking for failed pods in {0}', namespace ?? ''),
  run,
  present: (data, { page }) => failedView(data, page),
});

async function run(cluster: Cluster, asked: Static<typeof input>, signal: AbortSignal): Promise<Outcome<FailedPods>> {
  const { limit, cursor: cursorText, ...rest } = asked;
  const wanted = resolveNamespace(asked.namespace);
  const question = { tool: 'failed', ...rest, namespace: wanted, context: cluster.context };
  const cursor = readCursor(cursorText, question, 'pods');
  const asOf = cursor?.asOf ?? cluster.now();
  const since = asked.since === undefined ? 0 : sinceAsked(asked.since, cluster.now(), 'list', 'pods');
  const { items, namespace, gaps } = await podsAllowed(cluster, watchedPods, { ...asked, namespace: wanted }, signal);
  const judged = judgePods(items, items, asOf);
  const failing = judged.filter((one) => troubleOf(one) === 'fails' && (one.pod.troubleAt ?? 0) >= since);
  const pods = failing.flatMap(({ pod }) => pod.pod ?? []);
  const reader = createReader(cluster, signal);
  const judgement = await judgeSickPods(reader, pods, { namespace, asOf });
  const groups = failedGroups(failing, judgement.findings, asOf);
  const page = paged(groups, orderOf, { question, limit, cursor, asOf });
  const findings = rollUp(judgement.findings, pods);
  const allGaps = mergeGaps(gaps, reader.gaps(), judgement.gaps);
  const count = (trouble: Trouble): number => judged.filter((one) => troubleOf(one) === trouble).length;
  const data: FailedPods = {
    failing: failing.length,
    total: items.length,
    groups: page.rows,
    causes: causesOf(groups),
    waiting: count('waits'),
    restarted: count('restarted'),
    replaced: judged.filter(({ note }) => note === 'replaced').length,
  };
  const where = [
    namespace === undefined ? 'in all namespaces' : `in ${namespace}`,
    ...(asked.labelSelector === undefined ? [] : [`labelled ${asked.labelSelector}`]),
  ].join(' ');
  return {
    scope: { namespace: namespace ?? '*', kind: 'Pod' },
    verdict: verdictOf(failing, items.length, gaps.length > 0),
    headline: headlineOf(data, groups, where, asked.since, allGaps.length > 0),
    findings: oneOfEachFirst(findings).slice(0, shownFindings),
    data,
    gaps: allGaps,
    next: nextCalls(data, namespace),
    page: page.info(page.rows.length),
    cuts: [
      { path: 'groups', keep: 6, page: page.info },
      { path: 'groups', keep: 1, page: page.info },
    ],
  };
}

function causesOf(groups: readonly FailedGroup[]): readonly FailedCause[] {
  const causes = new Map<string | undefined, { pods: number; groups: number }>();
  for (const { rule, pods } of groups) {
    const known = causes.get(rule) ?? { pods: 0, groups: 0 };
    causes.set(rule, { pods: known.pods + pods, groups: known.groups + 1 });
  }
  return [...causes]
    .map(([rule, counts]) => ({ ...(rule === undefined ? {} : { rule }), ...counts }))
    .sort((a, b) => b.pods - a.pods);
}

/** Where hundreds of pods fail, another cause tells more than the same of another workload. */
function oneOfEachFirst(findings: readonly Finding[]): readonly Finding[] {
  const first = findings.filter(({ rule }, index) => findings.findIndex((one) => one.rule === rule) === index);
  return [...first, ...findings.filter((one) => !first.includes(one))];
}

/** What fails is told by the pods themselves: what else could not be read changes the reasons and not the verdict. */
function verdictOf(
  failing: readonly JudgedPod<WatchedPod>[],
  total: number,
  isPartial: boolean,
): Outcome<FailedPods>['verdict'] {
  if (failing.some(({ level }) => level === 'critical')) return 'broken';
  if (failing.length > 0) return 'degraded';
  return isPartial ? 'unknown' : total === 0 ? 'answered' : 'healthy';
}

function orderOf({ level, pods, namespace, owner, status, note = '', rule = '' }: FailedGroup) {
  return [rankOf(level), -pods, namespace, owner, status, note, rule];
}

function headlineOf(
  { failing, total, waiting, restarted }: FailedPods,
  groups: readonly FailedGroup[],
  where: string,
  since: string | undefined,
  isPartial: boolean,
): string {
  const also = [
    ...(waiting === 0 ? [] : [`${waiting} ${waiting === 1 ? 'waits' : 'wait'} for a node`]),
    ...(restarted === 0 ? [] : [`${restarted} ran again after a restart`]),
  ].join(', ');
  if (total === 0) return `No pods ${where}.`;
  if (failing === 0) {
    const none = isPartial ? 'none found that fails, as far as could be read' : 'none fails';
    return `${counted(total, 'pod')} ${where}, ${none}${since === undefined ? '' : ` since ${since}`}${also === '' ? '' : `; ${also}`}.`;
  }
  const [worst, ...others] = groups;
  const of = worst === undefined ? '' : `: ${wordsOf(worst)}`;
  const more = others.length === 0 ? '' : `; and ${counted(others.length, 'other group')}`;
  return `${failing} of ${counted(total, 'pod')} ${where} ${failing === 1 ? 'fails' : 'fail'}${of}${more}${also === '' ? '' : `; ${also}`}.`;
}

function wordsOf({ namespace, owner, status, note, because, pods, names }: FailedGroup): string {
  const who = owner === 'none' ? (names[0] ?? 'a pod') : owner.slice(owner.indexOf('/') + 1);
  const what = because ?? (note === undefined ? status : `${status} (${note})`);
  return `${namespace}/${who} (${pods}), ${what.replace(/\.$/, '')}`;
}

function nextCalls({ groups, waiting, restarted }: FailedPods, namespace: string | undefined): readonly NextCall[] {
  const [worst] = groups;
  const name = worst?.names[0];
  const place = namespace === undefined ? {} : { namespace };
  return [
    ...(worst === undefined || name === undefined
      ? []
      : [
          {
            tool: 'diagnose_kubernetes_pod_issues',
            input: { namespace: worst.namespace, name },
            why: `the whole picture of ${name}`,
          },
        ]),
    ...(waiting === 0 ? [] : [{ tool: 'get_pending_kubernetes_pods', input: place, why: 'why pods wait for a node' }]),
    ...(restarted === 0
      ? []
      : [{ tool: 'get_high_restart_kubernetes_pods', input: place, why: 'how often the others restart' }]),
  ];
}
