import type { NextCall } from '../../core/envelope.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import type { FollowedPods } from '../../kube/rollouts/followPods.ts';
import type { FollowedWorkloadPods } from '../../kube/rollouts/followWorkloadPods.ts';

/** Where to look after a wait. */
export function waitNext(
  { ended, pods, ready, because, rollout }: FollowedPods & Partial<Pick<FollowedWorkloadPods, 'rollout'>>,
  asked: string | undefined,
): readonly NextCall[] {
  if (ended === 'ready') return [];
  const worst = because?.pod ?? pods.find((one) => !ready.includes(one));
  if (ended === 'none' || ended === 'deleting' || worst === undefined)
    return [rollout === undefined || ended === 'none' ? listPods(asked) : timelineOf(rollout)];
  const { namespace = '', name = '' } = worst.metadata ?? {};
  const input = { namespace, name };
  const diagnose = { tool: 'diagnose_kubernetes_pod_issues', input, why: `everything about ${name}` };
  if (ended === 'failed' || !hasStarted(worst)) return [diagnose];
  return [{ tool: 'get_kubernetes_pod_logs', input, why: `what ${name} says while it starts` }, diagnose];
}

function listPods(asked: string | undefined): NextCall {
  return {
    tool: 'list_kubernetes_pods',
    input: asked === undefined ? {} : { namespace: asked },
    why: 'which pods there are',
  };
}

function timelineOf({ workload: { kind, object } }: FollowedWorkloadPods['rollout']): NextCall {
  const { namespace = '', name = '' } = object.metadata ?? {};
  return { tool: 'get_resource_events_timeline', input: { kind, namespace, name }, why: 'what its controller meets' };
}

/** A container that has never run has no logs: its image was not pulled, or the pod has no node. */
function hasStarted({ status }: Pod): boolean {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].some(
    ({ state, lastState }) => (state?.running ?? state?.terminated ?? lastState?.terminated) !== undefined,
  );
}
