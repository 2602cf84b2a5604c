import Type, { type Static } from 'typebox';
import type { NextCall } from '../../core/envelope.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { isKubeError } from '../../core/kubeError.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster, Progress } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { findObject, notFound } from '../../kube/findObject.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { event } from '../../kube/kinds/event.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { resolveNamespace } from '../../kube/resolveNamespace.ts';
import { followRollout, type FollowedRollout } from '../../kube/rollouts/followRollout.ts';
import { rolloutStep } from '../../kube/rollouts/rolloutStep.ts';
import { workloadKinds, type Workload } from '../../kube/rollouts/workload.ts';
import { workloadNamesakes } from '../../kube/workloadNamesakes.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { createReader } from '../../rules/reader.ts';
import { judgeProgress, progressReads } from '../../rules/sick/judgeProgress.ts';
import { severalNamesakes } from '../severalNamesakes.ts';
import { emptyProgress, progressData, type ProgressStep, type ScalingProgress } from './progressData.ts';
import { progressHeadline } from './progressHeadline.ts';
import { progressView } from './progressView.ts';
import { rolloutPhaseText } from './rolloutPhaseText.ts';

const input = Type.Object(
  {
    ...inputs.name,
    kind: Type.Optional(Type.Enum(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'], { default: 'Deployment' })),
    ...inputs.namespace,
    timeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3600, default: 120 })),
    ...inputs.context,
  },
  closed,
);

const shownFindings = 4;

export const monitorScalingProgress = defineTool({
  name: 'monitor_scaling_progress',
  group: 'remediation',
  scenarios: ['scale', 'rollback'],
  risk: 'read',
  title: label('Monitor a Rollout or Scaling'),
  icon: 'pulse',
  tags: ['rollout', 'scale', 'progress'],
  modelDescription:
    'Follows a rollout or scaling until it is through, and tells whether it is only slow or stuck, and why its new pods fail. ' +
    'For kubectl rollout status, "is the release out yet", 2 of 10 replicas updated, waits after scaling or rollback, exceeded its progress deadline. ' +
    'Not for single pods after a restart, use wait_for_pod_ready.',
  userDescription: label('Follows a rollout or scaling to its end: slow or stuck, and why new pods fail.'),
  input,
  nameOf: deployment,
  reads: [
    ...[deployment, statefulSet, daemonSet, replicaSet].map((kind) => ({
      kind,
      verbs: ['get', 'list', 'watch'] as const,
    })),
    { kind: podKind, verbs: ['list', 'watch'] },
    { kind: event, verbs: ['list'] },
    ...progressReads.filter(
      ({ kind }) => ![deployment, statefulSet, daemonSet, replicaSet, event].some((one) => one === kind),
    ),
  ],
  example: {
    question: 'Does the rollout of cart get through?',
    input: { namespace: 'shop', name: 'cart', timeoutSeconds: 30 },
  },
  doing: ({ name, kind = 'Deployment' }) => label('Following {0} {1}', kind, name),
  patience: ({ timeoutSeconds = 120 }) => timeoutSeconds * 1000,
  run,
  present: (data) => progressView(data),
});

async function run(
  cluster: Cluster,
  asked: Static<typeof input>,
  signal: AbortSignal,
  onProgress?: (progress: Progress) => void,
): Promise<Outcome<ScalingProgress>> {
  const { kind = 'Deployment', name, timeoutSeconds = 120 } = asked;
  const wanted = resolveNamespace(asked.namespace);
  const ofKind = workloadKinds[kind].kind;
  const found = await findObject(
    cluster,
    ofKind,
    { name, ...(wanted === undefined ? {} : { namespace: wanted }) },
    signal,
    workloadNamesakes,
  );
  if (found.state === 'several')
    return severalNamesakes('monitor_scaling_progress', asked, found.namespaces, {
      ...emptyProgress(kind, name),
      candidates: found.namespaces,
    });
  const { namespace = cluster.connection.namespace } = found.at;
  const steps: ProgressStep[] = [];
  const began = performance.now();
  const followed = await followRollout(
    cluster,
    { kind, namespace, name },
    {
      timeout: timeoutSeconds * 1000,
      onState: ({ state }) => {
        steps.push({ state, afterSeconds: Math.round((performance.now() - began) / 1000) });
        onProgress?.({ type: 'step', label: rolloutStep(state) });
      },
    },
    signal,
  ).catch(async (error: unknown) => {
    if (isKubeError(error) && error.facts.code === 'not_found')
      throw await notFound(cluster, ofKind, { namespace, name }, signal, workloadNamesakes);
    throw error;
  });
  const reader = createReader(cluster, signal);
  const { findings, gaps } = await judgeProgress(reader, followed, cluster.now());
  const data = progressData(followed, steps, findings, cluster.now());
  return {
    scope: { namespace, kind, name },
    verdict: verdictOf(followed, data),
    headline: progressHeadline(followed, data),
    findings: findings.slice(0, shownFindings),
    data,
    gaps: mergeGaps(followed.gaps, reader.gaps(), gaps),
    next: nextCalls(followed, data),
    cuts: [
      { path: 'steps', from: 'start', keep: 4 },
      { path: 'pods', keep: 3 },
    ],
  };
}

function verdictOf({ ended, state, gaps }: FollowedRollout, { pace }: ScalingProgress): Outcome<object>['verdict'] {
  switch (ended) {
    case 'settled':
      // Its status says so; whether its pods do was for those who could read them
      return gaps.length === 0 ? 'healthy' : 'unknown';
    case 'held':
      return state.available >= state.desired && gaps.length === 0 ? 'healthy' : 'degraded';
    case 'gone':
      return 'unknown';
    case 'deleting':
      return 'degraded';
    case 'failed':
      return state.available === 0 && state.desired > 0 ? 'broken' : 'degraded';
    case 'outOfTime':
      return pace === 'stuck' && state.available === 0 && state.desired > 0 ? 'broken' : 'degraded';
  }
}

function nextCalls(
  { ended, because, workload, state }: FollowedRollout,
  { kind, namespace, name, pace, pods }: ScalingProgress,
): readonly NextCall[] {
  if (ended === 'settled' || ended === 'gone' || ended === 'held') return [];
  if (ended === 'deleting') return [finalizersCall(kind, namespace, name)];
  const worst = because.by === 'pod' ? because.trouble.pod.metadata?.name : pods[0]?.name;
  const diagnose =
    worst === undefined
      ? []
      : [
          {
            tool: 'diagnose_kubernetes_pod_issues',
            input: { namespace, name: worst },
            why: `everything about ${worst}`,
          },
        ];
  if (ended === 'outOfTime' && pace !== 'stuck')
    return [
      {
        tool: 'monitor_scaling_progress',
        input: { kind, namespace, name },
        why: `${pace === 'moving' ? 'it still gets on' : 'more time tells'}: ${rolloutPhaseText(state)}`,
      },
      ...diagnose,
    ];
  const history = mayGoBack(workload)
    ? [
        {
          tool: 'get_deployment_revision_history',
          input: { kind, namespace, name },
          why: 'to which revision it could go back',
        },
      ]
    : [];
  const calls = [...diagnose, ...history];
  return calls.length > 0
    ? calls
    : [{ tool: 'get_resource_events_timeline', input: { kind, namespace, name }, why: 'what its controller meets' }];
}

function finalizersCall(kind: string, namespace: string, name: string): NextCall {
  return {
    tool: 'get_kubernetes_resource_yaml',
    input: { kind, namespace, name, path: 'metadata' },
    why: 'what its deletion waits for: its finalizers',
  };
}

/** Whether its own count of revisions tells of an earlier one; a StatefulSet counts none, and names two while it goes from one to another. */
function mayGoBack(workload: Workload): boolean {
  const { metadata } = workload.object;
  switch (workload.kind) {
    case 'Deployment':
      return metadata?.annotations?.['deployment.kubernetes.io/revision'] !== '1';
    case 'DaemonSet':
      return metadata?.annotations?.['deprecated.daemonset.template.generation'] !== '1';
    case 'StatefulSet': {
      const { currentRevision, updateRevision } = workload.object.status ?? {};
      return currentRevision !== updateRevision;
    }
    case 'ReplicaSet':
      return false;
  }
}
