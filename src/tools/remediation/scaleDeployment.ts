import Type, { type Static } from 'typebox';
import { counted } from '../../core/counted.ts';
import type { Draft, NoDraft } from '../../core/draft.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { KubeError } from '../../core/kubeError.ts';
import { label } from '../../core/label.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineChangeTool } from '../../core/tool.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import type { Autoscaler } from '../../kube/radius/autoscalerOf.ts';
import { radiusReads } from '../../kube/radius/radiusLists.ts';
import { readRadius } from '../../kube/radius/readRadius.ts';
import { readWorkload, type ReadWorkload } from '../../kube/radius/readWorkload.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { capacityReads } from './capacityReads.ts';
import { plannedCapacity, type PlannedCapacity } from './plannedCapacity.ts';

/** More than any cluster runs of one workload: a slip of the finger. */
const mostReplicas = 10_000;

const input = Type.Object(
  {
    ...inputs.context,
    ...inputs.oneNamespace,
    ...inputs.name,
    kind: Type.Optional(Type.Enum(['Deployment', 'StatefulSet', 'ReplicaSet'], { default: 'Deployment' })),
    replicas: Type.Integer({ minimum: 0, maximum: mostReplicas }),
  },
  closed,
);

export const scaleDeployment = defineChangeTool({
  name: 'scale_deployment',
  group: 'remediation',
  scenarios: ['scale'],
  risk: 'change',
  title: label('Scale…'),
  icon: 'arrow-both',
  tags: ['scale', 'replicas'],
  modelDescription:
    'Set how many replicas a Deployment, StatefulSet or ReplicaSet runs: scale up, scale out, down, or to zero. ' +
    'A person sees the plan and approves it first. ' +
    'Not for whether they would fit, use check_scaling_capacity.',
  userDescription: label('Runs more or fewer replicas of a workload, after a plan and your approval.'),
  input,
  nameOf: deployment,
  reads: [
    { kind: deployment, verbs: ['get'] },
    { kind: statefulSet, verbs: ['get'] },
    { kind: replicaSet, verbs: ['get'] },
    { kind: daemonSet, verbs: ['get'] },
    ...radiusReads,
    ...capacityReads.filter(({ kind }) => !radiusReads.some((read) => read.kind === kind)),
  ],
  example: {
    question: 'Traffic is growing: run 10 replicas of web.',
    input: { namespace: 'shop', name: 'web', replicas: 10 },
  },
  doing: ({ namespace, name, replicas }) => label('Scaling {0} to {1}', `${namespace}/${name}`, replicas),
  draft,
});

async function draft(cluster: Cluster, asked: Static<typeof input>, signal: AbortSignal): Promise<Draft | NoDraft> {
  const { replicas } = asked;
  const found = await readWorkload(cluster, asked.kind ?? 'Deployment', asked, signal);
  const { ref, path } = found;
  const scope = { namespace: asked.namespace, kind: ref.kind, name: ref.name };
  if (found.controller !== undefined) throw ownedBy(found, found.controller);
  if (found.replicas === replicas)
    return {
      scope,
      headline: `${ref.kind} ${path} already wants ${counted(replicas, 'replica')}: nothing to do.`,
    };
  const { radius, autoscaler, warnings, gaps } = await readRadius(
    cluster,
    {
      namespace: asked.namespace,
      workload: { kind: ref.kind, name: ref.name },
      labels: found.labels,
      podsAdded: Math.max(0, replicas - found.replicas),
      podsRemoved: Math.max(0, found.replicas - replicas),
      awayAtOnce: Math.max(0, found.replicas - replicas),
      managedBy: found.managedBy,
    },
    signal,
  );
  // The autoscaler looks away while there are no replicas (pkg/controller/podautoscaler, "ScalingDisabled")
  if (autoscaler !== undefined && replicas > 0 && found.replicas > 0) return setByAutoscaler(found, autoscaler, scope);
  const room = await roomFor(cluster, found, replicas, signal);
  return {
    scope,
    title: `Scale ${path} from ${found.replicas} to ${replicas}`,
    doing: `Scaling ${path} from ${found.replicas} to ${replicas}`,
    effect: `${ref.kind} ${path}: spec.replicas ${found.replicas} → ${replicas}`,
    steps: [
      {
        do: 'patch',
        target: found.target,
        uid: found.uid,
        subresource: 'scale',
        set: [{ field: ['spec', 'replicas'], value: replicas }],
      },
    ],
    undo: { possible: true, exact: true },
    blastRadius: radius,
    warnings: [
      ...(replicas === 0 ? [`No replica is left: ${path} serves nobody.`] : []),
      ...autoscalerWarning(autoscaler, replicas),
      ...room.warnings,
      ...warnings,
    ],
    then: { type: 'rollout', object: ref },
    watchSeconds: 120,
    findings: [],
    gaps: mergeGaps(gaps, room.gaps),
    next: room.next,
  };
}

/** Fewer pods need no room. */
async function roomFor(
  cluster: Cluster,
  { workload, replicas: now }: ReadWorkload,
  replicas: number,
  signal: AbortSignal,
): Promise<PlannedCapacity> {
  if (workload.kind === 'DaemonSet' || replicas <= now) return { warnings: [], gaps: [], next: [] };
  return plannedCapacity(cluster, workload, replicas, signal);
}

function autoscalerWarning(autoscaler: Autoscaler | undefined, replicas: number): readonly string[] {
  if (autoscaler === undefined) return [];
  return [
    replicas === 0
      ? `${autoscaler.name} stops as long as there are no replicas.`
      : `${autoscaler.name} takes over from there (${autoscaler.min} to ${autoscaler.max}).`,
  ];
}

function setByAutoscaler({ path }: ReadWorkload, { name, min, max }: Autoscaler, scope: NoDraft['scope']): NoDraft {
  return {
    scope,
    blockedBy: 'autoscaler',
    headline: `${name} sets the replicas of ${path} (${min} to ${max}) and would set them back at once: change its limits instead. Nothing was changed.`,
  };
}

function ownedBy({ ref, path }: ReadWorkload, controller: { readonly kind: string; readonly name: string }): KubeError {
  return new KubeError({
    code: 'bad_input',
    operation: 'get',
    resource: ref.kind,
    name: ref.name,
    detail: `it belongs to ${controller.kind} ${controller.name}, which sets its replicas`,
    headline: `${ref.kind} ${path} belongs to ${controller.kind} ${controller.name}, which would set its replicas back.`,
    hint: `scale ${controller.kind} ${controller.name} instead`,
  });
}
