import { setImmediate } from 'node:timers/promises';
import Type, { type Static } from 'typebox';
import { counted } from '../../core/counted.ts';
import type { NextCall } from '../../core/envelope.ts';
import { closed, inputs } from '../../core/inputs.ts';
import { label } from '../../core/label.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Cluster } from '../../core/ports.ts';
import { defineTool } from '../../core/tool.ts';
import { workloadNamesakes } from '../../kube/workloadNamesakes.ts';
import { scalingCapacity } from '../../kube/capacity/scalingCapacity.ts';
import { findObject } from '../../kube/findObject.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { horizontalPodAutoscaler } from '../../kube/kinds/horizontalPodAutoscaler.ts';
import { replicaSet } from '../../kube/kinds/replicaSet.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { autoscalerOf } from '../../kube/radius/autoscalerOf.ts';
import { resolveNamespace } from '../../kube/resolveNamespace.ts';
import { workloadKinds } from '../../kube/rollouts/workload.ts';
import { mergeGaps } from '../../rules/judge.ts';
import { createReader } from '../../rules/reader.ts';
import { severalNamesakes } from '../severalNamesakes.ts';
import { autoscalerFinding, setByAutoscaler } from './autoscalerFinding.ts';
import { capacityData, type Capacity } from './capacityData.ts';
import { capacityReads, readCapacity } from './capacityReads.ts';
import { capacityView } from './capacityView.ts';
import { unjudgedGaps } from './unjudgedGaps.ts';

const input = Type.Object(
  {
    ...inputs.name,
    kind: Type.Optional(Type.Enum(['Deployment', 'StatefulSet', 'ReplicaSet'], { default: 'Deployment' })),
    replicas: Type.Integer({ minimum: 0, maximum: 10_000, description: 'Wanted in all.' }),
    ...inputs.namespace,
    ...inputs.context,
  },
  closed,
);

export const checkScalingCapacity = defineTool({
  name: 'check_scaling_capacity',
  group: 'remediation',
  scenarios: ['scale'],
  risk: 'read',
  title: label('Check Scaling Capacity'),
  icon: 'graph',
  tags: ['scale', 'capacity', 'replicas'],
  modelDescription:
    'Tells before scaling whether the cluster has room for that many replicas: how many would fit, on which nodes, and what stops the next one. ' +
    'For "can I scale to 10", traffic grows, enough CPU or memory, quota left, would new pods stay Pending, dry run of a scale up. ' +
    'Not for pods that are pending already, use get_pending_kubernetes_pods.',
  userDescription: label('Whether so many replicas would find room, on which nodes, and what stops the next one.'),
  input,
  nameOf: deployment,
  reads: [
    ...[deployment, statefulSet, replicaSet].map((kind) => ({ kind, verbs: ['get', 'list'] as const })),
    { kind: daemonSet, verbs: ['get', 'list'] },
    ...capacityReads,
    { kind: horizontalPodAutoscaler, verbs: ['list'] },
  ],
  example: {
    question: 'Traffic is growing: is there room for 10 replicas of web?',
    input: { namespace: 'shop', name: 'web', replicas: 10 },
  },
  doing: ({ name, replicas }) => label('Looking for room for {0} replicas of {1}', replicas, name),
  ownFindings: [setByAutoscaler],
  run,
  present: (data) => capacityView(data),
});

async function run(cluster: Cluster, asked: Static<typeof input>, signal: AbortSignal): Promise<Outcome<Capacity>> {
  const { kind = 'Deployment', name, replicas } = asked;
  const wanted = resolveNamespace(asked.namespace);
  const found = await findObject(
    cluster,
    workloadKinds[kind].kind,
    { name, ...(wanted === undefined ? {} : { namespace: wanted }) },
    signal,
    workloadNamesakes,
  );
  if (found.state === 'several') return several(asked, found.namespaces);
  const { namespace = cluster.connection.namespace } = found.at;
  const reader = createReader(cluster, signal);
  const [{ workload, world, gaps }, autoscalers] = await Promise.all([
    readCapacity(cluster, { kind, namespace, name }, signal),
    reader.list(horizontalPodAutoscaler, namespace),
  ]);
  const autoscaler =
    autoscalers.state === 'read' ? autoscalerOf({ kind, namespace, name }, autoscalers.value) : undefined;
  const turns = async (): Promise<void> => {
    await setImmediate();
    signal.throwIfAborted();
  };
  const capacity = world === undefined ? undefined : await scalingCapacity(world, replicas, { rest: turns });
  const data = capacityData(workload, replicas, capacity, autoscaler);
  const allGaps = mergeGaps(gaps, reader.gaps(), unjudgedGaps(capacity?.unjudged ?? []));
  const isPartial = allGaps.length > 0;
  return {
    scope: { namespace, kind, name },
    verdict: verdictOf(data, isPartial),
    headline: headlineOf(data, isPartial),
    findings: [...autoscalerFinding(refOf(workloadKinds[kind].kind, workload.object), autoscaler, replicas)],
    data,
    gaps: allGaps,
    next: nextCalls(data),
    cuts: [
      { path: 'nodes', keep: 4 },
      { path: 'assumptions', keep: 1 },
      { path: 'nodes', keep: 1 },
    ],
  };
}

function several(asked: Static<typeof input>, namespaces: readonly string[]): Outcome<Capacity> {
  const { kind = 'Deployment', name, replicas } = asked;
  return severalNamesakes('check_scaling_capacity', asked, namespaces, {
    kind,
    namespace: '*',
    name,
    replicas: 0,
    asked: replicas,
    running: 0,
    waiting: 0,
    lacking: 0,
    nodes: [],
    assumptions: [],
    candidates: namespaces,
  });
}

function verdictOf(
  { fits, enough, waiting, lacking, autoscaler }: Capacity,
  isPartial: boolean,
): Outcome<Capacity>['verdict'] {
  if (fits === undefined) return 'unknown';
  // What could not be read can only take room away
  if (enough !== true) return fits === 0 && waiting + lacking > 0 ? 'broken' : 'degraded';
  // There is room for them, and they do not stay
  if (autoscaler?.bringsBackTo !== undefined) return 'degraded';
  return isPartial ? 'unknown' : 'healthy';
}

function headlineOf(data: Capacity, isPartial: boolean): string {
  const { autoscaler } = data;
  const room = roomText(data, isPartial);
  return autoscaler?.bringsBackTo === undefined
    ? room
    : `${room.slice(0, -1)}; ${autoscaler.name} (${autoscaler.min} to ${autoscaler.max}) would bring them back to ${autoscaler.bringsBackTo}.`;
}

function roomText(data: Capacity, isPartial: boolean): string {
  const { kind, namespace, name, replicas, asked, running, waiting, lacking, fits, enough, oneMoreFits } = data;
  const who = `${kind} ${namespace}/${name}`;
  if (fits === undefined)
    return `Whether ${who} has room for ${counted(asked, 'replica')} is not known: the nodes or their pods may not be read.`;
  const wanted = waiting + lacking;
  const stop = data.stoppedBy === undefined ? '' : `: ${data.stoppedBy.because}`;
  if (wanted === 0)
    return asked < replicas
      ? `Scaling ${who} from ${replicas} down to ${asked} needs no room.`
      : `${who} has its ${counted(running, 'pod')} already; ${oneMoreFits === true ? 'one more would fit' : `one more would not fit${stop}`}.`;
  if (enough !== true)
    return `${asked} replicas of ${who} do not fit: of ${counted(wanted, 'more pod')} ${fits === 0 ? 'none finds' : `${fits} ${fits === 1 ? 'finds' : 'find'}`} a place, which makes ${running + fits}; what stops the next one${stop === '' ? ' is not known' : stop}.`;
  const more = oneMoreFits === true ? 'and one more would fit too' : `and no more than that${stop}`;
  const doubt = isPartial ? ', as far as could be looked at' : '';
  return `${asked} replicas of ${who} fit${doubt}: ${counted(wanted, 'more pod')} on ${counted(data.nodes.filter(({ added }) => added > 0).length, 'node')}, ${more}.`;
}

function nextCalls({ enough, kind, namespace, name, waiting, stoppedBy, autoscaler }: Capacity): readonly NextCall[] {
  const pending = [
    ...(autoscaler?.bringsBackTo === undefined
      ? []
      : [
          {
            tool: 'get_kubernetes_resource_yaml',
            input: { kind: 'HorizontalPodAutoscaler', namespace, name: autoscaler.horizontalPodAutoscaler },
            why: 'what it scales by, and within which limits',
          },
        ]),
    ...(waiting > 0
      ? [{ tool: 'get_pending_kubernetes_pods', input: { namespace }, why: 'the pods that wait for a node already' }]
      : []),
  ];
  if (enough === true) return pending;
  if (stoppedBy?.what === 'nodes')
    return [
      ...pending,
      { tool: 'list_kubernetes_nodes', input: {}, why: 'what the nodes have, and what is requested of it' },
    ];
  return [
    ...pending,
    {
      tool: 'get_kubernetes_resource_yaml',
      input: { kind, namespace, name, path: 'spec.template.spec' },
      why: 'what each of its pods asks for',
    },
  ];
}
