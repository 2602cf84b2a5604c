import Type, { type Static } from 'typebox';
import { counted } from '../../core/counted.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { label, type Label } from '../../core/label.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster, Progress } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { podStatus } from '../../kube/podStatus.ts';
import { resolveNamespace } from '../../kube/resolveNamespace.ts';
import { followPods, type FollowedPods, type PodsSeen } from '../../kube/rollouts/followPods.ts';
import { followWorkloadPods, type FollowedWorkloadPods } from '../../kube/rollouts/followWorkloadPods.ts';
import { rolloutStep } from '../../kube/rollouts/rolloutStep.ts';
import { troubleText } from '../../kube/rollouts/troubleText.ts';
import { mergeGaps, type Judgement } from '../../rules/judge.ts';
import { createReader } from '../../rules/reader.ts';
import { judgeProgress, progressReads } from '../../rules/sick/judgeProgress.ts';
import { judgeSickPods } from '../../rules/sick/judgeSickPods.ts';
import { severalNamesakes } from '../severalNamesakes.ts';
import { podsToWaitFor } from './podsToWaitFor.ts';
import { waitNext } from './waitNext.ts';
import { waitView } from './waitView.ts';
import { waitedPods, type WaitedPods } from './waitedPods.ts';
import { waitedWorkloadHeadline } from './waitedWorkloadHeadline.ts';

const input = Type.Object(
  {
    name: Type.Optional(Type.String({ description: 'A pod, or a workload: all of its pods.' })),
    ...inputs.labelSelector,
    ...inputs.namespace,
    timeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3600, default: 120 })),
    ...inputs.context,
  },
  closed,
);

type Followed = FollowedPods & Partial<Pick<FollowedWorkloadPods, 'rollout'>>;

/** Findings beyond these are of pods that are alike. */
const shownFindings = 4;
const judgedPods = 5;

export const waitForPodReady = defineTool({
  name: 'wait_for_pod_ready',
  group: 'remediation',
  scenarios: ['restart'],
  risk: 'read',
  title: label('Wait until Pods Are Ready'),
  icon: 'watch',
  tags: ['pods', 'ready', 'wait'],
  modelDescription:
    'Waits until a pod, or all pods of a label or workload, are up and ready, and stops early with the reason where they will not be. ' +
    'For "is it back yet", after a restart or deletion, kubectl wait --for=condition=Ready, ContainerCreating, still starting. ' +
    'Not for a rollout or scaling as a whole, use monitor_scaling_progress.',
  userDescription: label('Waits until pods are ready, and says early why they will not be.'),
  input,
  nameOf: podKind,
  reads: [
    { kind: podKind, verbs: ['get', 'list', 'watch'] },
    ...[deployment, statefulSet, daemonSet].map((kind) => ({ kind, verbs: ['get', 'list', 'watch'] as const })),
    ...progressReads.filter(({ kind }) => ![deployment, statefulSet, daemonSet].some((one) => one === kind)),
  ],
  example: {
    question: 'Wait until the cart is ready again.',
    input: { namespace: 'shop', name: 'cart', timeoutSeconds: 30 },
  },
  doing: ({ name, labelSelector = '' }) => label('Waiting for {0}', name ?? labelSelector),
  patience: ({ timeoutSeconds = 120 }) => timeoutSeconds * 1000,
  run,
  present: (data) => waitView(data),
});

async function run(
  cluster: Cluster,
  asked: Static<typeof input>,
  signal: AbortSignal,
  onProgress?: (progress: Progress) => void,
): Promise<Outcome<WaitedPods>> {
  const { timeoutSeconds = 120 } = asked;
  const meant = await podsToWaitFor(cluster, asked, signal);
  if (meant.state === 'several')
    return severalNamesakes('wait_for_pod_ready', { ...asked, name: meant.name }, meant.namespaces, {
      ended: 'notAsked',
      ready: 0,
      pods: 0,
      waitedSeconds: 0,
      rows: [],
      candidates: meant.namespaces,
    });
  if (meant.state === 'noneWanted') return noneWanted(meant.object);
  const timeout = timeoutSeconds * 1000;
  const step = (words: Label): void => onProgress?.({ type: 'step', label: words });
  const followed: Followed =
    meant.workload === undefined
      ? await followPods(cluster, { ...meant.awaited, timeout, onPods: (seen) => step(stepOf(seen)) }, signal)
      : await followWorkloadPods(
          cluster,
          meant.workload,
          { timeout, onState: ({ state }) => step(rolloutStep(state)) },
          signal,
        );
  const reader = createReader(cluster, signal);
  const { findings, gaps } = await judged(cluster, followed, reader);
  const allGaps = mergeGaps(meant.gaps, followed.gaps, reader.gaps(), gaps);
  const namespace = meant.namespace ?? '*';
  return {
    scope: { namespace, kind: 'Pod', ...(asked.name === undefined ? {} : { name: asked.name }) },
    verdict: verdictOf(followed, meant.gaps.length > 0 || (followed.rollout?.gaps.length ?? 0) > 0),
    headline: headlineOf(followed, meant.words, timeoutSeconds),
    findings: findings.slice(0, shownFindings),
    data: waitedPods(followed, followed.rollout?.state.desired, cluster.now()),
    gaps: allGaps,
    next: waitNext(followed, resolveNamespace(asked.namespace) ?? meant.namespace),
    cuts: [{ path: 'rows', keep: 3 }],
  };
}

function noneWanted({ kind, namespace = '', name }: ObjectRef): Outcome<WaitedPods> {
  const why = kind === 'DaemonSet' ? 'it fits no node' : 'it is scaled to 0';
  return {
    scope: { namespace, kind, name },
    verdict: 'answered',
    headline: `${kind} ${namespace}/${name} wants no pods (${why}): there are none to wait for.`,
    findings: [],
    data: { ended: 'noneWanted', ready: 0, pods: 0, waitedSeconds: 0, rows: [] },
    gaps: [],
    next: [
      {
        tool: 'get_resource_events_timeline',
        input: { kind, namespace, name },
        why: 'since when, and who changed it',
      },
    ],
  };
}

/** The rules are asked about those that are not ready; of many alike about a few. */
async function judged(
  cluster: Cluster,
  { ended, pods, ready, because, rollout }: Followed,
  reader: ReturnType<typeof createReader>,
): Promise<Judgement> {
  if (rollout !== undefined) return judgeProgress(reader, rollout, cluster.now());
  if (ended === 'ready' || ended === 'none') return { findings: [], gaps: [] };
  const first = because === undefined ? [] : [because.pod];
  const unready = [...first, ...pods.filter((one) => !ready.includes(one) && !first.includes(one))];
  const some = unready.slice(0, judgedPods);
  const namespace = some[0]?.metadata?.namespace;
  return judgeSickPods(reader, some, { namespace, asOf: cluster.now() });
}

function stepOf({ pods, ready, troubles }: PodsSeen): Label {
  const waiting = troubles[0]?.pod ?? pods.find((one) => !ready.includes(one));
  if (waiting === undefined) return label('{0} of {1} pods ready', ready.length, pods.length);
  const { name = '' } = waiting.metadata ?? {};
  return label('{0} of {1} pods ready; {2}: {3}', ready.length, pods.length, name, podStatus(waiting).status);
}

function verdictOf(
  { ended, ready, pods, because, rollout }: Followed,
  maybeMore: boolean,
): Outcome<WaitedPods>['verdict'] {
  if (ended === 'ready') return maybeMore ? 'unknown' : 'healthy';
  // There may be none because none is wanted
  if (ended === 'none' || (pods.length === 0 && rollout === undefined)) return 'unknown';
  // It will not be ready, and nothing is wrong
  if (because?.pod.status?.phase === 'Succeeded') return 'answered';
  return ended === 'failed' && ready.length === 0 ? 'broken' : 'degraded';
}

function headlineOf(followed: Followed, words: string, timeoutSeconds: number): string {
  if (followed.rollout !== undefined) return waitedWorkloadHeadline(followed.rollout, followed.ready.length);
  const { ended, pods, ready, seconds, because, troubles } = followed;
  const counts = `${ready.length} of ${counted(pods.length, 'pod')} ready`;
  const isOne = words.startsWith('pod ');
  const subject = words.charAt(0).toUpperCase() + words.slice(1);
  const after = seconds === 0 ? '' : ` after ${seconds} s`;
  switch (ended) {
    case 'ready':
      return isOne ? `${subject} is ready${after}.` : `${subject} are ready${after}: ${counted(pods.length, 'pod')}.`;
    case 'deleting':
    case 'none':
      return isOne ? `${subject} is there no more.` : `There are no pods to wait for: ${words} do not exist.`;
    case 'failed':
      return `${subject} will not be ready${isOne ? '' : ` (${counts})`}: ${because === undefined ? '' : troubleText(because, isOne)}.`;
    case 'outOfTime': {
      const [trouble] = troubles;
      const why = trouble === undefined ? '' : `; ${troubleText(trouble, isOne)}`;
      const state = isOne ? `${subject} is not ready` : `${subject}: ${counts}`;
      return `${state} after ${timeoutSeconds} s${why}.`;
    }
  }
}
