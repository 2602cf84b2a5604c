import { failedPodRule } from './failedPodRule.ts';

/** Source: pkg/kubelet/nodeshutdown/nodeshutdown_manager.go (1.36); before 1.22 the reason was Shutdown. */
export const nodeShutdown = failedPodRule({
  id: 'pod/node-shutdown',
  stage: 'node',
  speaks:
    'A pod ended because its node was shut down, or was refused by a node that is shutting down (Terminated, NodeShutdown).',
  silent:
    'One that a younger and healthy pod has replaced is information, as every spot machine leaves some; of a Job a warning.',
  applies: ({ reason, said }) =>
    reason === 'NodeShutdown' ||
    reason === 'Shutdown' ||
    (reason === 'Terminated' && (said === '' || /shut ?down|shutting/i.test(said))),
  message: ({ node, reason, said }) =>
    `Node ${node} was shut down, and the pod with it (${reason})${said === '' ? '' : `: ${said}`}.`,
  remedy: ({ node, name }) =>
    `See why no other pod has taken its place: who makes it, and what keeps the next one from running. Pod ${name} does not run again and may be deleted; see whether node ${node} was meant to go.`,
});
