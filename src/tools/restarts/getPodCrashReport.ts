import Type, { type Static } from 'typebox';
import type { NextCall } from '../../core/envelope.ts';
import type { Finding } from '../../core/finding.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { age } from '../../kube/age.ts';
import { eventsAbout } from '../../kube/eventsAbout.ts';
import { event as eventKind } from '../../kube/kinds/event.ts';
import { node as nodeKind } from '../../kube/kinds/node.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { podOfName } from '../../kube/podOfName.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { readNodeEvents } from '../../rules/nodeEvents.ts';
import { createReader } from '../../rules/reader.ts';
import { itemsOf } from '../../rules/snapshot.ts';
import { diagnosisOf } from '../diagnostics/diagnosis.ts';
import { diagnosisVerdict } from '../diagnostics/diagnosisVerdict.ts';
import { diagnosisLogs } from '../diagnostics/diagnosisLogs.ts';
import { judgeSickPods } from '../../rules/sick/judgeSickPods.ts';
import { podRuleReads, podRules } from '../../rules/sick/podRules.ts';
import { asHistory, podSuccession, successionText } from '../diagnostics/podSuccession.ts';
import { symptomIds } from '../diagnostics/symptomIds.ts';
import { severalNamesakes } from '../severalNamesakes.ts';
import { emptyCrashReport, type CrashReport } from './crashReport.ts';
import { crashReportView } from './crashReportView.ts';
import { lastWrites } from './lastWrites.ts';
import { nodeFacts } from './nodeFacts.ts';
import { containerHistories, toldEnds } from './restartHistory.ts';
import { revisionChanges } from './revisionChanges.ts';

const input = Type.Object(
  {
    name: Type.String({ description: 'A pod, or a workload: its worst pod is taken.' }),
    ...inputs.namespace,
    ...inputs.container,
    ...inputs.context,
  },
  closed,
);

const day = 86_400_000;

export const getPodCrashReport = defineTool({
  name: 'get_pod_crash_report',
  group: 'restarts',
  scenarios: ['restarts'],
  risk: 'read',
  title: label('Write a Crash Report'),
  icon: 'notebook',
  tags: ['restarts', 'crash', 'report'],
  modelDescription:
    'Puts everything about the last crash of a pod into one bundle to hand on: last state, log before it, what changed, probes, events, node. ' +
    'For a postmortem, an incident ticket, "what changed since it worked", stack trace before the restart, ConfigMap or Secret written lately. ' +
    'Not for a quick cause, use diagnose_kubernetes_pod_issues.',
  userDescription: label('All about the last crash of a pod: state, log, changes, probes, events, node.'),
  input,
  nameOf: podKind,
  reads: [{ kind: podKind, verbs: ['get', 'list'] }, { kind: 'logs', verbs: ['get'] }, ...podRuleReads],
  example: { question: 'Write up the last crash of the cart.', input: { namespace: 'shop', name: 'cart' } },
  doing: ({ name }) => label('Writing the crash report of {0}', name),
  run,
  present: (data) => crashReportView(data),
});

async function run(cluster: Cluster, asked: Static<typeof input>, signal: AbortSignal): Promise<Outcome<CrashReport>> {
  const found = await podOfName(cluster, asked, signal);
  if (found.state === 'several')
    return severalNamesakes('get_pod_crash_report', asked, found.namespaces, {
      ...emptyCrashReport(asked.name),
      candidates: found.namespaces,
    });
  const { pod } = found;
  const now = cluster.now();
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const reader = createReader(cluster, signal);
  const [judgement, { logs, gaps: logGaps }, references, succession] = await Promise.all([
    judgeSickPods(reader, [pod], { namespace, asOf: now }),
    diagnosisLogs(cluster, pod, asked.container, signal),
    lastWrites(cluster, pod, signal),
    podSuccession(reader, pod, now),
  ]);
  // The rules have read them all: these cost no request
  const [events, nodeEvents, sets, nodes] = await Promise.all([
    reader.list(eventKind, namespace),
    readNodeEvents(reader, podRules),
    reader.list(replicaSet, namespace),
    reader.list(nodeKind, undefined),
  ]);
  const seen = eventsAbout(itemsOf(events), refOf(podKind, pod), pod.metadata?.uid);
  const reads = {
    pods: [pod],
    events: events.state === 'read' ? events.value : undefined,
    nodeEvents: nodeEvents?.state === 'read' ? nodeEvents.value : undefined,
    now,
    window: day,
    container: asked.container,
  };
  const diagnosis = diagnosisOf(pod, now, seen, {
    logs,
    otherPods: found.others.slice(0, 5),
    ...(succession === undefined ? {} : { succession }),
  });
  const changed = revisionChanges(pod, itemsOf(sets), now);
  const node = nodeFacts(pod, itemsOf(nodes), reads.nodeEvents, now);
  const data: CrashReport = {
    ...diagnosis,
    ends: toldEnds(reads),
    histories: containerHistories(reads),
    ...(changed === undefined ? {} : { changed }),
    references: references.writes,
    ...(references.leftOut === 0 ? {} : { referencesLeftOut: references.leftOut }),
    ...(node === undefined ? {} : { nodeFacts: node }),
  };
  const findings = asHistory(judgement.findings, pod, succession);
  const gaps = mergeGaps(reader.gaps(), judgement.gaps, logGaps, references.gaps);
  return {
    scope: { namespace, kind: 'Pod', name },
    verdict: diagnosisVerdict(pod, now, findings, gaps.length > 0, succession?.state === 'replaced'),
    headline: headlineOf(data, findings),
    findings,
    data,
    gaps,
    next: nextCalls(data),
    cuts: [
      { path: 'events', keep: 4 },
      { path: 'conditions', keep: 1 },
      { path: 'logs.0.lines', from: 'start', keep: 3 },
      { path: 'logs.1.lines', from: 'start', keep: 1 },
      { path: 'otherPods', keep: 0 },
      { path: 'changed.changes', keep: 5 },
      { path: 'containers', keep: 2 },
      { path: 'events', keep: 0 },
    ],
  };
}

function headlineOf(
  { namespace, pod, status, restarts, ends, changed, owner = 'its owner', succession }: CrashReport,
  findings: readonly Finding[],
): string {
  const isHistory = succession?.state === 'replaced';
  const cause = findings.find(({ severity, rule }) => (isHistory || severity !== 'info') && !symptomIds.has(rule));
  const after = isHistory ? ` It is history: ${successionText(succession, owner)}.` : '';
  const [last] = ends;
  const state = `${status}${restarts === 0 ? '' : `, ${restarts === 1 ? '1 restart' : `${restarts} restarts`}`}`;
  const said =
    cause?.message.replace(/\.$/, '') ??
    (last === undefined
      ? 'no end of a container is told of'
      : `${last.container} last ended with exit code ${last.exitCode}${last.reason === '' ? '' : ` (${last.reason})`}, and why is not known`);
  const since =
    changed?.rolledOutSecondsAgo === undefined || changed.changes.length === 0
      ? ''
      : ` Revision ${changed.revision} was rolled out ${age(changed.rolledOutSecondsAgo * 1000)} ago and changed ${changed.changes
          .slice(0, 3)
          .map(({ path }) => path)
          .join(', ')}${changed.changes.length > 3 ? ` and ${changed.changes.length - 3} more` : ''}.`;
  return `Pod ${namespace}/${pod} (${state}): ${said}.${after}${since}`;
}

function nextCalls({ namespace, pod, owner, restarts }: CrashReport): readonly NextCall[] {
  const input = { namespace, name: pod };
  return [
    { tool: 'get_kubernetes_pod_logs', input, why: 'the whole log' },
    ...(restarts > 1
      ? [{ tool: 'analyze_pod_restart_pattern', input, why: 'when and in what rhythm it restarts' }]
      : []),
    ...(owner?.startsWith('Deployment/') === true
      ? [
          {
            tool: 'get_resource_events_timeline',
            input: { kind: 'Deployment', namespace, name: owner.slice('Deployment/'.length) },
            why: 'what happened before, in order',
          },
        ]
      : []),
  ];
}
