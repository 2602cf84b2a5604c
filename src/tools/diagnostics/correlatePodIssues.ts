import Type, { type Static } from 'typebox';
import type { NextCall } from '../../core/envelope.ts';
import type { Finding } from '../../core/finding.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { featureObject, featureText } from '../../kube/correlation/feature.ts';
import { sharedFeatures } from '../../kube/correlation/sharedFeatures.ts';
import { suspects } from '../../kube/correlation/suspects.ts';
import { podsOf } from '../../kube/correlation/unit.ts';
import { judgePods } from '../../kube/judgedPod.ts';
import { configMap } from '../../kube/kinds/configMap.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { event } from '../../kube/kinds/event.ts';
import { job } from '../../kube/kinds/job.ts';
import { node } from '../../kube/kinds/node.ts';
import { persistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { paged, readCursor } from '../../kube/paging.ts';
import { resolveNamespace } from '../../kube/resolveNamespace.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { judgeSuspects } from '../../rules/judgeSuspects.ts';
import { objectsOf } from '../../rules/rank.ts';
import { createReader } from '../../rules/reader.ts';
import { rollUp } from '../../rules/rollUp.ts';
import { objectPath } from '../../core/objectRef.ts';
import { sinceAsked } from '../sinceAsked.ts';
import { correlatedGroups, type CorrelatedGroup } from './correlation/correlatedGroups.ts';
import { correlatedPods } from './correlation/correlatedPod.ts';
import { sharedRow, type Correlation } from './correlation/correlation.ts';
import { correlationHeadline } from './correlation/correlationHeadline.ts';
import { correlationRules } from './correlation/correlationRules.ts';
import { correlationView } from './correlation/correlationView.ts';
import type { Failure } from './correlation/failure.ts';
import { imageTimes, writeTimes } from './correlation/featureTimes.ts';
import { firstBad } from './correlation/firstBad.ts';
import { knownFeatures } from './correlation/knownFeatures.ts';
import { readCorrelation } from './correlation/readCorrelation.ts';
import { sharedCauses, type SharedCause } from './correlation/sharedCauses.ts';
import { sharedCauseFinding, sharedFinding } from './correlation/sharedFinding.ts';
import { podsAllowed } from './podsAllowed.ts';
import { troubleOf } from './watchedPod.ts';

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

const shownFindings = 4;
/** So many pods are judged by the rules; what they share is looked for among all. */
const mostJudged = 200;

export const correlatePodIssues = defineTool({
  name: 'correlate_pod_issues',
  group: 'diagnostics',
  scenarios: ['restarts', 'unreachable'],
  risk: 'read',
  title: label('Correlate Pod Issues'),
  icon: 'type-hierarchy',
  tags: ['pods', 'incident', 'diagnosis'],
  modelDescription:
    'Finds the one cause behind many failing pods: what they share and healthy ones do not, and what went wrong first. ' +
    'For many things down at once, an outage after a change: a node or zone, a ConfigMap or Secret, an image or registry, quota, webhook, volume, expired certificate. ' +
    'Not for one pod, use diagnose_kubernetes_pod_issues.',
  userDescription: label('What failing pods share and healthy ones do not, and what went wrong first.'),
  input,
  reads: [
    ...[podKind, event, node, replicaSet, persistentVolumeClaim, statefulSet, daemonSet, job].map(listed),
    ...[configMap, secret].map((kind) => ({ kind, verbs: ['get'] as const })),
  ],
  example: { question: 'Many pods fail at once. What do they have in common?', input: {} },
  ownFindings: [sharedCauseFinding],
  doing: ({ namespace }) =>
    resolveNamespace(namespace) === undefined
      ? label('Comparing failing pods in all namespaces')
      : label('Comparing failing pods in {0}', namespace ?? ''),
  run,
  present: (data, { page }) => correlationView(data, page),
});

function listed<K>(kind: K): { readonly kind: K; readonly verbs: readonly ['list'] } {
  return { kind, verbs: ['list'] };
}

async function run(cluster: Cluster, asked: Static<typeof input>, signal: AbortSignal): Promise<Outcome<Correlation>> {
  const { limit, cursor: cursorText, ...rest } = asked;
  const wanted = resolveNamespace(asked.namespace);
  const question = { tool: 'correlate', ...rest, namespace: wanted, context: cluster.context };
  const cursor = readCursor(cursorText, question, 'pods');
  const asOf = cursor?.asOf ?? cluster.now();
  const since = asked.since === undefined ? 0 : sinceAsked(asked.since, cluster.now(), 'list', 'pods');
  const { items, namespace, gaps } = await podsAllowed(
    cluster,
    correlatedPods,
    { ...asked, namespace: wanted },
    signal,
  );
  const judged = judgePods(items, items, asOf);
  const failing = judged.filter((one) => {
    const trouble = troubleOf(one);
    return (trouble === 'fails' || trouble === 'waits') && (one.pod.troubleAt ?? 0) >= since;
  });
  const healthy = judged.filter(({ level }) => level === 'ok').map(({ pod }) => pod);
  const reader = createReader(cluster, signal);
  const scope = { namespace, isSelected: asked.labelSelector !== undefined };
  const read = await readCorrelation(reader, failing, healthy, scope);
  const failures = read.failures.filter(({ missing }) => missing === undefined || (missing.beganAt ?? asOf) >= since);
  const units = [...failures.map(({ unit }) => unit), ...read.units.filter(({ fails }) => !fails)];
  const sick = failing.slice(0, mostJudged).flatMap(({ pod }) => pod.pod ?? []);
  const [judgement, written] = await Promise.all([
    judgeSuspects(reader, podKind, sick, correlationRules, { namespace, asOf, fewNamespaces: 1 }),
    writeTimes(reader, suspects(units)),
  ]);
  const changes = new Map([...written, ...imageTimes(failures, read.replicaSets)]);
  const shared = sharedFeatures(units, knownFeatures(read.around.faults, changes, failures));
  const faults = new Map([...changes, ...read.around.faults]);
  const causes = sharedCauses(shared, failures, faults);
  const groups = correlatedGroups(failures, causes, judgement.findings, asOf);
  const order = causes.map(({ feature }) => featureText(feature));
  const page = paged(groups, (group) => orderOf(group, order), { question, limit, cursor, asOf });
  const allGaps = mergeGaps(gaps, reader.gaps(), read.gaps, judgement.gaps);
  const first = firstBad(causes, failures, asOf);
  const own = causes.length === 0 ? ownTrouble(failures) : undefined;
  const data: Correlation = {
    failing: failing.length,
    notCreated: podsOf(failures.filter(({ missing }) => missing !== undefined).map(({ unit }) => unit)),
    healthy: healthy.length,
    total: items.length,
    shared: causes.map((cause) => sharedRow(cause, asOf)),
    ...(first === undefined ? {} : { firstBad: first }),
    ...(own === undefined ? {} : { ownTrouble: own }),
    groups: page.rows,
  };
  const where = [
    namespace === undefined ? 'in all namespaces' : `in ${namespace}`,
    ...(asked.labelSelector === undefined ? [] : [`labelled ${asked.labelSelector}`]),
    ...(asked.since === undefined ? [] : [`since ${asked.since}`]),
  ].join(' ');
  return {
    scope: { namespace: namespace ?? '*', kind: 'Pod' },
    verdict: verdictOf(failures, items.length, allGaps.length > 0),
    headline: correlationHeadline(data, causes, where, allGaps.length > 0),
    findings: [...causes.map(sharedFinding), ...ofTheOthers(rollUp(judgement.findings, sick), causes)].slice(
      0,
      shownFindings,
    ),
    data,
    gaps: allGaps,
    next: nextCalls(causes, groups),
    page: page.info(page.rows.length),
    cuts: [
      { path: 'groups', keep: 5, page: page.info },
      { path: 'groups', keep: 1, page: page.info },
    ],
  };
}

/** Shared causes first, in their order; then what fails by itself. */
function orderOf({ shares, pods, namespace, owner, status }: CorrelatedGroup, order: readonly string[]) {
  const place = shares === undefined ? -1 : order.indexOf(shares);
  return [place === -1 ? order.length : place, -pods, namespace, owner, status];
}

/** What fails is told by the pods and their makers: what else could not be read changes the reasons and not the verdict. */
function verdictOf(failures: readonly Failure[], total: number, isPartial: boolean): Outcome<Correlation>['verdict'] {
  if (failures.some(({ judged }) => judged === undefined || judged.level === 'critical')) return 'broken';
  if (failures.length > 0) return 'degraded';
  return isPartial ? 'unknown' : total === 0 ? 'answered' : 'healthy';
}

/** The one workload that all failures are of. */
function ownTrouble(failures: readonly Failure[]): string | undefined {
  const [first] = failures;
  if (first === undefined || failures.some(({ unit }) => unit.workload !== first.unit.workload)) return undefined;
  const { namespace, owner, judged } = first;
  return owner === 'none' ? `Pod ${namespace}/${judged?.pod.name ?? ''}` : owner.replace('/', ` ${namespace}/`);
}

/** What the rules say of pods and nodes that no shared cause explains. */
function ofTheOthers(findings: readonly Finding[], causes: readonly SharedCause[]): readonly Finding[] {
  const told = new Set(
    causes.flatMap(({ feature, alike, failures }) => [
      ...failures.map(({ unit }) => unit.id),
      ...[feature, ...alike].flatMap((one) => featureObject(one) ?? []).map(objectPath),
    ]),
  );
  return findings.filter(
    (finding) => finding.severity !== 'info' && !objectsOf(finding).some((object) => told.has(objectPath(object))),
  );
}

function nextCalls(causes: readonly SharedCause[], [worst]: readonly CorrelatedGroup[]): readonly NextCall[] {
  const [cause] = causes;
  const object = cause === undefined ? undefined : featureObject(cause.feature);
  const name = worst?.names[0];
  return [
    ...(object === undefined
      ? []
      : [
          {
            tool: 'get_resource_events_timeline',
            input: {
              kind: object.kind,
              ...(object.namespace === undefined ? {} : { namespace: object.namespace }),
              name: object.name,
            },
            why: `what happened to ${object.kind} ${object.name}, and when`,
          },
        ]),
    ...(worst === undefined || name === undefined
      ? []
      : [
          {
            tool: 'diagnose_kubernetes_pod_issues',
            input: { namespace: worst.namespace, name },
            why: `the whole picture of ${name}`,
          },
        ]),
  ];
}
