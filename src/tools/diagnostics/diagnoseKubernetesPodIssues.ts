import Type, { type Static } from 'typebox';
import type { NextCall } from '../../core/envelope.ts';
import type { Finding } from '../../core/finding.ts';
import type { Gap } from '../../core/gap.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { eventsAbout } from '../../kube/eventsAbout.ts';
import { event as eventKind } from '../../kube/kinds/event.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { levelAt, podHealth } from '../../kube/podHealth.ts';
import { podOfName } from '../../kube/podOfName.ts';
import { podStatus } from '../../kube/podStatus.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { createReader } from '../../rules/reader.ts';
import { judgeSickPods } from '../../rules/sick/judgeSickPods.ts';
import { podRuleReads } from '../../rules/sick/podRules.ts';
import { itemsOf } from '../../rules/snapshot.ts';
import { severalNamesakes } from '../severalNamesakes.ts';
import { diagnosisOf, emptyDiagnosis, type Diagnosis } from './diagnosis.ts';
import { diagnosisLogs } from './diagnosisLogs.ts';
import { diagnosisVerdict } from './diagnosisVerdict.ts';
import { diagnosisView } from './diagnosisView.ts';
import { asHistory, podSuccession, successionText } from './podSuccession.ts';
import { symptomIds } from './symptomIds.ts';

const input = Type.Object(
  {
    name: Type.String({ description: 'A pod, or a workload: its worst pod is taken.' }),
    ...inputs.namespace,
    ...inputs.container,
    ...inputs.context,
  },
  closed,
);

export const diagnoseKubernetesPodIssues = defineTool({
  name: 'diagnose_kubernetes_pod_issues',
  group: 'diagnostics',
  scenarios: ['restarts', 'unreachable'],
  risk: 'read',
  title: label('Diagnose a Pod'),
  icon: 'pulse',
  tags: ['pods', 'diagnosis'],
  modelDescription:
    'Find out what is wrong with one pod or one workload: the cause first, with the evidence. ' +
    'For CrashLoopBackOff, OOMKilled, ImagePullBackOff, Pending, not ready, probe failures, exit codes 1, 137 and 143, missing ConfigMap or Secret, FailedMount, evicted, stuck. ' +
    'Not for all failing pods at once, use get_failed_kubernetes_pods.',
  userDescription: label('What is wrong with a pod: causes with evidence, containers, events, last log lines.'),
  input,
  nameOf: podKind,
  reads: [{ kind: podKind, verbs: ['get', 'list'] }, { kind: 'logs', verbs: ['get'] }, ...podRuleReads],
  example: { question: 'What is wrong with the cart?', input: { namespace: 'shop', name: 'cart' } },
  doing: ({ name }) => label('Diagnosing {0}', name),
  run,
  present: (data) => diagnosisView(data),
});

async function run(cluster: Cluster, asked: Static<typeof input>, signal: AbortSignal): Promise<Outcome<Diagnosis>> {
  const found = await podOfName(cluster, asked, signal);
  if (found.state === 'several')
    return severalNamesakes('diagnose_kubernetes_pod_issues', asked, found.namespaces, {
      ...emptyDiagnosis(asked.name),
      candidates: found.namespaces,
    });
  const { pod, others } = found;
  const now = cluster.now();
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const reader = createReader(cluster, signal);
  const [judgement, { logs, gaps: logGaps }, succession] = await Promise.all([
    judgeSickPods(reader, [pod], { namespace, asOf: now }),
    diagnosisLogs(cluster, pod, asked.container, signal),
    podSuccession(reader, pod, now),
  ]);
  // The rules have read them: this costs no request
  const events = await reader.list(eventKind, namespace);
  const seen = eventsAbout(itemsOf(events), refOf(podKind, pod), pod.metadata?.uid);
  const findings = asHistory(judgement.findings, pod, succession).filter(
    ({ object }) =>
      asked.container === undefined || object.container === undefined || object.container === asked.container,
  );
  const data = diagnosisOf(pod, now, seen, {
    logs,
    otherPods: others.slice(0, 10),
    ...(succession === undefined ? {} : { succession }),
  });
  const gaps = mergeGaps(reader.gaps(), judgement.gaps, logGaps);
  const verdict = diagnosisVerdict(pod, now, findings, gaps.length > 0, succession?.state === 'replaced');
  return {
    scope: { namespace, kind: 'Pod', name },
    verdict,
    headline: headlineOf(data, verdict, {
      findings,
      gaps,
      isStarting: levelAt(podHealth(pod, podStatus(pod)), now) === 'starting',
    }),
    findings,
    data,
    gaps,
    next: nextCalls(data, findings),
    cuts: [
      { path: 'events', keep: 3 },
      { path: 'logs.0.lines', from: 'start', keep: 2 },
      { path: 'logs.1.lines', from: 'start', keep: 1 },
      { path: 'containers', keep: 2 },
      { path: 'otherPods', keep: 0 },
      { path: 'conditions', keep: 1 },
      { path: 'events', keep: 0 },
    ],
  };
}

function headlineOf(
  { pod, namespace, status, restarts, owner = 'its owner', succession }: Diagnosis,
  verdict: Outcome<Diagnosis>['verdict'],
  {
    findings,
    gaps,
    isStarting,
  }: { readonly findings: readonly Finding[]; readonly gaps: readonly Gap[]; readonly isStarting: boolean },
): string {
  const who = `Pod ${namespace}/${pod}`;
  const state = restarts === 0 ? status : `${status}, ${restarts === 1 ? '1 restart' : `${restarts} restarts`}`;
  const cause = findings.find(({ rule, severity }) => severity !== 'info' && !symptomIds.has(rule));
  const symptom = findings.find(({ severity }) => severity !== 'info');
  const said = cause ?? symptom;
  const after = succession === undefined ? '' : successionText(succession, owner);
  if (succession !== undefined && succession.state !== 'failed' && !isAbout(said, pod)) {
    const why = succession.state === 'going' ? undefined : findings.find((one) => isAbout(one, pod))?.message;
    const is = succession.state === 'going' ? 'is being deleted' : 'is history';
    const besides = said === undefined ? '' : ` But: ${said.message}`;
    return `${who} (${state}) ${is}: ${after}.${why === undefined ? '' : ` ${why}`}${besides}`;
  }
  if (said !== undefined)
    return `${who} (${state}): ${said.message}${cause === undefined ? ' The cause was not found.' : ''}${succession?.successor === undefined ? '' : ` Now ${after}.`}`;
  if (verdict === 'healthy')
    return `${who} is ${state}, and nothing is wrong with it${isStarting ? ' so far: it is still starting' : ''}.`;
  const [gap] = gaps;
  if (gap === undefined) return `${who} is ${state}; the cause was not found.`;
  const without = `without ${gap.wanted}${gaps.length === 1 ? '' : ` and ${gaps.length - 1} more`}`;
  return verdict === 'unknown'
    ? `${who} is ${state}; whether anything is amiss with it cannot be told ${without}.`
    : `${who} is ${state}; the cause was not found ${without}.`;
}

function isAbout(finding: Finding | undefined, pod: string): boolean {
  return finding?.object.kind === 'Pod' && finding.object.name === pod;
}

function nextCalls(
  { namespace, pod: name, logs, owner, restarts, node, succession }: Diagnosis,
  findings: readonly Finding[],
): readonly NextCall[] {
  const at = { namespace, name };
  const [first] = findings;
  const successor = succession?.successor;
  return [
    ...(successor === undefined
      ? []
      : [
          {
            tool: 'diagnose_kubernetes_pod_issues',
            input: { namespace, name: successor.name },
            why: 'the pod that came after it',
          },
        ]),
    ...(node === undefined
      ? [{ tool: 'get_pending_kubernetes_pods', input: { namespace }, why: 'what each node says against it' }]
      : []),
    ...(restarts > 1
      ? [{ tool: 'analyze_pod_restart_pattern', input: at, why: 'when and in what rhythm it restarts' }]
      : []),
    ...(restarts > 0
      ? [{ tool: 'get_pod_crash_report', input: at, why: 'all about its last crash in one bundle' }]
      : []),
    ...(logs.length > 0 ? [{ tool: 'get_kubernetes_pod_logs', input: at, why: 'the whole log' }] : []),
    ...(first !== undefined && owner?.startsWith('Deployment/') === true
      ? [
          {
            tool: 'get_resource_events_timeline',
            input: { kind: 'Deployment', namespace, name: owner.slice('Deployment/'.length) },
            why: 'what changed before it began',
          },
        ]
      : []),
  ];
}
