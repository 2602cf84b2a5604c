import { failedPodRule, type FailedFacts } from './failedPodRule.ts';

/**
 * With which a kubelet does not admit a pod that was bound to its node, or ends it for a critical one. Sources (1.36):
 * pkg/kubelet/lifecycle/predicate.go and handlers.go, cm/topologymanager, sysctl/allowlist.go, volumemanager, preemption; the names of
 * scheduler plugins for what the kubelet checks once more.
 */
const reasons = new Set([
  'UnexpectedAdmissionError',
  'TopologyAffinityError',
  'NodeAffinity',
  'NodeName',
  'NodePorts',
  'TaintToleration',
  'Preempting',
  'UnknownReason',
  'UnexpectedPredicateFailureType',
  'InvalidNodeInfo',
  'PodOSSelectorNodeLabelDoesNotMatch',
  'PodOSNotSupported',
  'InitContainerRestartPolicyForbidden',
  'SupplementalGroupsPolicyNotSupported',
  'AppArmor',
  'SysctlForbidden',
  'PodLevelResourcesNotSupported',
  'PodFeatureUnsupported',
  'VolumeAttachmentLimitExceeded',
]);

const shortage = /^OutOf(\S+)$/;

export const refusedByNode = failedPodRule({
  id: 'pod/refused-by-node',
  stage: 'scheduling',
  speaks:
    'The kubelet did not admit a pod that was bound to its node (OutOfcpu, OutOfmemory, OutOfpods, NodeAffinity, NodePorts, UnexpectedAdmissionError, TopologyAffinityError …), or ended it for a critical one (Preempting).',
  silent:
    'Evictions (pod/evicted) and shut down nodes (pod/node-shutdown). One that a younger and healthy pod has replaced is information; of a Job a warning.',
  applies: ({ reason }) => reasons.has(reason) || shortage.test(reason),
  message: ({ node, reason, said }) =>
    reason === 'Preempting'
      ? `Node ${node} ended the pod to make room for a critical one (Preempting)${said === '' ? '' : `: ${said}`}.`
      : `Node ${node} refused the pod (${reason})${said === '' ? '' : `: ${said}`}.`,
  remedy: (facts) => `${remedyOf(facts)} The refused pod does not run again: delete it where nobody does.`,
});

function remedyOf({ reason, node, name }: FailedFacts): string {
  const [, resource] = shortage.exec(reason) ?? [];
  if (resource !== undefined)
    return `See what else takes the ${resource} of node ${node}: static pods, pods bound past the scheduler (spec.nodeName), or two schedulers at once.`;
  switch (reason) {
    case 'NodeAffinity':
    case 'PodOSSelectorNodeLabelDoesNotMatch':
      return `See whether the labels of node ${node} changed after the pod was placed, as they do when a kubelet starts with others.`;
    case 'NodePorts':
      return `Another pod on node ${node} has the host port: leave hostPort out, or spread the pods over nodes.`;
    case 'TopologyAffinityError':
      return `Node ${node} has no NUMA node with all that the pod asks for: ask for less, or change topologyManagerPolicy of its kubelet.`;
    case 'UnexpectedAdmissionError':
      return `Most often a device plugin of node ${node} was not ready, or had no healthy device left: see its pod and the kubelet’s log.`;
    case 'SysctlForbidden':
      return `Allow the sysctl on node ${node} (allowedUnsafeSysctls of its kubelet), or leave it out of pod ${name}.`;
    case 'Preempting':
      return `Keep room on node ${node} for its critical pods (priority system-node-critical): systemReserved, or fewer pods.`;
    case 'VolumeAttachmentLimitExceeded':
      return `Node ${node} can attach no more volumes: spread the pods with volumes, or use machines that attach more.`;
    default:
      return `See what the message says of node ${node}, and the log of its kubelet.`;
  }
}
