import type { NextCall } from '../../../core/envelope.ts';
import type { Finding } from '../../../core/finding.ts';
import { isSameObject } from '../../../core/objectRef.ts';
import { isFinished, isReadyPod } from '../../../kube/endpoints.ts';
import type { Pod } from '../../../kube/kinds/pod.ts';
import { workloadOf } from '../../../kube/owners.ts';
import { whyUnready } from '../../../kube/whyUnready.ts';
import type { Hop } from './chainData.ts';
import type { ChainFacts } from './chainFacts.ts';

/** What these say is decided in the pods and not in the Service. */
const aboutPods = new Set(['service/no-ready-endpoints', 'service/some-endpoints-not-ready']);

/** The calls worth making now: into the sick pods, and to the object that decides. */
export function chainNext(
  { pods, alias }: ChainFacts,
  hops: readonly Hop[],
  findings: readonly Finding[],
): readonly NextCall[] {
  const sick = pods.find((pod) => !isReadyPod(pod) && !isFinished(pod));
  const podsBroken = hops.some(({ hop, state }) => hop === 'pods' && state === 'broken');
  const decided = findings.find(({ severity, rule }) => severity !== 'info' && !aboutPods.has(rule));
  const someSick = findings.some(({ rule }) => rule === 'service/some-endpoints-not-ready');
  const first = hops.find(({ state }) => state === 'broken');
  const behind = { kind: 'Service', namespace: alias?.namespace ?? '', name: alias?.name ?? '' };
  return [
    ...(alias?.state === 'found'
      ? [{ tool: 'trace_service_chain', input: behind, why: 'the Service that the name stands for' }]
      : []),
    ...(decided !== undefined
      ? [seeObject(decided)]
      : first?.object !== undefined && !podsBroken
        ? [seeObject({ object: first.object, evidence: [] })]
        : []),
    ...(sick !== undefined && (podsBroken || someSick) ? seePod(sick) : []),
  ].slice(0, 4);
}

function seeObject({ object, evidence }: Pick<Finding, 'object' | 'evidence'>): NextCall {
  const field = evidence.find((one) => isSameObject(one.object, object))?.path;
  return {
    tool: 'get_kubernetes_resource_yaml',
    input: {
      kind: object.kind,
      ...(object.namespace === undefined ? {} : { namespace: object.namespace }),
      name: object.name,
    },
    why: field === 'spec.selector' ? 'see the selector' : field === undefined ? 'see the object' : `see ${field}`,
  };
}

/** The calls that look into one pod. */
function seePod(pod: Pod): readonly NextCall[] {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const reason = whyUnready(pod).word;
  const owner = workloadOf(pod);
  const restarted = (pod.status?.containerStatuses ?? []).some(({ restartCount }) => (restartCount ?? 0) > 0);
  const started = (pod.status?.containerStatuses ?? []).some(
    ({ state, lastState }) => state?.running ?? state?.terminated ?? lastState?.terminated,
  );
  return [
    ...(started
      ? [
          {
            tool: 'get_kubernetes_pod_logs',
            input: { name, namespace, ...(restarted ? { previous: true } : {}) },
            why: `what the pod printed before ${reason}`,
          },
        ]
      : []),
    {
      tool: 'get_resource_events_timeline',
      input: owner === undefined ? { kind: 'Pod', name, namespace } : { kind: owner.kind, name: owner.name, namespace },
      why: `when ${reason} began, and what changed before it`,
    },
    {
      tool: 'list_kubernetes_pods',
      input: { namespace, ...(owner === undefined ? {} : { owner: owner.name }) },
      why: 'which pods are sick, and on which nodes',
    },
  ];
}
