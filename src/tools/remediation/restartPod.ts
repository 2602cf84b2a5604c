import Type, { type Static } from 'typebox';
import type { Draft, NoDraft } from '../../core/draft.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineChangeTool } from '../../core/tool.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { radiusReads } from '../../kube/radius/radiusLists.ts';
import { evictionDraft } from './evictionDraft.ts';
import { rollingRestartDraft } from './rollingRestartDraft.ts';

const input = Type.Object(
  {
    ...inputs.context,
    ...inputs.oneNamespace,
    ...inputs.name,
    kind: Type.Optional(Type.Enum(['Pod', 'Deployment', 'StatefulSet', 'DaemonSet'], { default: 'Pod' })),
    force: Type.Optional(Type.Boolean({ description: 'Also a pod that nothing recreates.' })),
    timeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3600, default: 120 })),
  },
  closed,
);
export type RestartInput = Static<typeof input>;

export const restartPod = defineChangeTool({
  name: 'restart_pod',
  group: 'remediation',
  scenarios: ['restart'],
  risk: 'disrupt',
  title: label('Restart…'),
  icon: 'debug-restart',
  tags: ['restart', 'evict'],
  modelDescription:
    'Restart one pod, by evicting it so that its controller makes another, or all pods of a Deployment, StatefulSet or DaemonSet one after the other. ' +
    'A person sees the plan and approves it first. ' +
    'Not for removing an object for good, use delete_kubernetes_resource.',
  userDescription: label('Restarts a pod or a workload, after a plan and your approval.'),
  input,
  nameOf: podKind,
  reads: [
    ...[podKind, deployment, statefulSet, daemonSet].map((kind) => ({ kind, verbs: ['get' as const] })),
    ...radiusReads,
  ],
  example: {
    question: 'Restart the pods of web, one after the other.',
    input: { namespace: 'shop', name: 'web', kind: 'Deployment' },
  },
  doing: ({ namespace, name }) => label('Restarting {0}', `${namespace}/${name}`),
  draft,
});

function draft(cluster: Cluster, asked: RestartInput, signal: AbortSignal): Promise<Draft | NoDraft> {
  const { kind = 'Pod' } = asked;
  return kind === 'Pod'
    ? evictionDraft(cluster, asked, signal)
    : rollingRestartDraft(cluster, { ...asked, kind }, signal);
}
