import type { NextCall } from '../../core/envelope.ts';
import type { Kind } from '../../core/kind.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { isTroubled, rankOf } from '../../kube/judgedPod.ts';
import { cronJob } from '../../kube/kinds/cronJob.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment, type Deployment } from '../../kube/kinds/deployment.ts';
import { event } from '../../kube/kinds/event.ts';
import { job } from '../../kube/kinds/job.ts';
import { namespace as namespaceKind } from '../../kube/kinds/namespace.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { paged } from '../../kube/paging.ts';
import type { HealthLevel } from '../../kube/podHealth.ts';
import { resolveNamespace } from '../../kube/resolveNamespace.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { judgeSuspects } from '../../rules/judgeSuspects.ts';
import { createReader } from '../../rules/reader.ts';
import { rolloutRules } from '../../rules/rollout/index.ts';
import { workloadRules } from '../../rules/workload/index.ts';
import { countedBy, noneInTrouble, raised, verdictOf, worstByObject } from '../levels.ts';
import { deploymentRow, rolloutPhase, type DeploymentsData, type PhaseGroup } from './deploymentsData.ts';
import { deploymentsView } from './deploymentsView.ts';
import { objectList, objectListInput, type ObjectListInput } from './objectList.ts';

/** Findings beyond these are counted: each row says how its Deployment does. */
const shownFindings = 3;

export const listKubernetesDeployments = defineTool({
  name: 'list_kubernetes_deployments',
  group: 'resources',
  risk: 'read',
  title: label('List Deployments'),
  icon: 'layers',
  tags: ['deployments', 'rollout'],
  modelDescription:
    'Shows which applications are deployed, in which version, and whether their rollout got through, the troubled ones first. ' +
    'For 0/3 ready, a release that hangs, ProgressDeadlineExceeded, ReplicaFailure, paused, which image or revision runs, replicas missing. ' +
    'Not for single pods, use list_kubernetes_pods.',
  userDescription: label('The Deployments and how their rollouts stand, the troubled ones first.'),
  input: objectListInput,
  nameOf: deployment,
  reads: [
    { kind: deployment, verbs: ['list'] },
    { kind: pod, verbs: ['list'] },
    { kind: namespaceKind, verbs: ['get', 'list'] },
  ],
  example: {
    question: 'Which rollouts in the shop are not done, and what holds them up?',
    input: { namespace: 'shop' },
  },
  doing: ({ namespace }) =>
    resolveNamespace(namespace) === undefined
      ? label('Listing Deployments in all namespaces')
      : label('Listing Deployments in {0}', namespace ?? ''),
  run,
  present: (data, { page }) => deploymentsView(data, page),
});

/** Rules of rollouts speak of these too; they are no Deployments, and a Deployment says in its own status what they would. */
const otherMakers = new Set<Kind<unknown>>([statefulSet, daemonSet, job, cronJob, event]);

interface Judged {
  readonly object: Deployment;
  readonly level: HealthLevel;
}

async function run(cluster: Cluster, asked: ObjectListInput, signal: AbortSignal): Promise<Outcome<DeploymentsData>> {
  const read = await objectList(cluster, deployment, asked, signal);
  const suspects = read.items.filter(isSuspect);
  const reader = createReader(cluster, signal);
  const { findings: all, gaps } = await judgeSuspects(
    reader,
    deployment,
    suspects,
    [...rolloutRules, ...workloadRules],
    {
      namespace: read.namespace,
      asOf: read.request.asOf,
      leaveOut: otherMakers,
    },
  );
  // ReplicaSets are read to know which pods are of which revision; those without a Deployment are another's subject
  const findings = all.filter(({ object }) => object.kind !== replicaSet.kind);
  const worst = worstByObject(findings);
  const judged = read.items.map((object) => ({
    object,
    level: raised(baseLevel(object), refOf(deployment, object), worst),
  }));
  const page = paged(judged, orderOf, read.request);
  const phases = phaseGroups(judged);
  const allGaps = mergeGaps(read.gaps, reader.gaps(), gaps);
  return {
    scope: {
      namespace: read.namespace ?? '*',
      kind: 'Deployment',
      ...(asked.name === undefined ? {} : { name: asked.name }),
    },
    verdict: verdictOf(
      judged.map(({ level }) => level),
      allGaps.length > 0,
    ),
    headline: headline(judged, phases, read.where, allGaps.length > 0),
    findings: findings.slice(0, shownFindings),
    data: {
      phases,
      deployments: page.rows.map(({ object, level }) => deploymentRow(object, level, read.now)),
      ...(findings.length > shownFindings ? { findingCount: findings.length } : {}),
    },
    gaps: allGaps,
    next: nextCalls(page.rows),
    page: page.info(page.rows.length),
    cuts: [
      { path: 'deployments', keep: 6, page: page.info },
      { path: 'phases', keep: 4 },
      { path: 'deployments', keep: 1, page: page.info },
    ],
  };
}

/** What its own status says is not at rest, or not as it should be. */
function isSuspect(one: Deployment): boolean {
  const phase = rolloutPhase(one);
  return phase !== 'scaled to zero' && phase !== 'complete';
}

/** Before its pods are looked at: on its way where something is missing. Rules make it worse. */
function baseLevel(one: Deployment): HealthLevel {
  if (rolloutPhase(one) === 'scaled to zero') return 'quiet';
  const isServed = (one.status?.availableReplicas ?? 0) >= (one.spec?.replicas ?? 1);
  return !isSuspect(one) || (rolloutPhase(one) === 'paused' && isServed) ? 'ok' : 'starting';
}

function orderOf({ object, level }: Judged): readonly (string | number)[] {
  const { namespace = '', name = '', uid = '' } = object.metadata ?? {};
  return [rankOf(level), namespace, name, uid];
}

function phaseGroups(judged: readonly Judged[]): readonly PhaseGroup[] {
  return countedBy(judged, ({ object, level }) => `${level} ${rolloutPhase(object)}`)
    .flatMap(({ rows }): PhaseGroup[] => {
      const [first] = rows;
      return first === undefined
        ? []
        : [{ phase: rolloutPhase(first.object), level: first.level, deployments: rows.length }];
    })
    .sort((a, b) => rankOf(a.level) - rankOf(b.level) || b.deployments - a.deployments);
}

function headline(judged: readonly Judged[], phases: readonly PhaseGroup[], where: string, isPartial: boolean): string {
  if (judged.length === 0) return `No Deployments ${where}.`;
  const sick = judged.filter(({ level }) => isTroubled(level));
  const shown = phases.slice(0, 4).map(({ phase, deployments }) => `${deployments} ${phase}`);
  const all = judged.length === 1 ? '1 Deployment' : `${judged.length} Deployments`;
  if (sick.length === 0) return `${all} ${where}, ${noneInTrouble(isPartial)}: ${shown.join(', ')}.`;
  const names = sick
    .toSorted((a, b) => rankOf(a.level) - rankOf(b.level))
    .slice(0, 3)
    .map(({ object }) => `${object.metadata?.namespace ?? ''}/${object.metadata?.name ?? ''}`);
  const more = sick.length > names.length ? ` and ${sick.length - names.length} more` : '';
  return `${sick.length} of ${all} ${where} ${sick.length === 1 ? 'is' : 'are'} in trouble: ${names.join(', ')}${more} (${shown.join(', ')}).`;
}

function nextCalls(rows: readonly Judged[]): readonly NextCall[] {
  const sick = rows.find(({ level }) => isTroubled(level));
  if (sick === undefined) return [];
  const { namespace = '', name = '' } = sick.object.metadata ?? {};
  return [
    {
      tool: 'list_kubernetes_pods',
      input: { namespace, owner: `Deployment/${name}` },
      why: `the pods of ${name}`,
    },
    {
      tool: 'get_resource_events_timeline',
      input: { kind: 'Deployment', namespace, name },
      why: `what happened to ${name}, in order`,
    },
  ];
}
