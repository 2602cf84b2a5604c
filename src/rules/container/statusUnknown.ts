import { endingRule } from './endingRule.ts';

export const statusUnknown = endingRule({
  id: 'container/status-unknown',
  cause: 'statusUnknown',
  stage: 'kill',
  severity: 'info',
  speaks:
    'The kubelet lost sight of a container (ContainerStatusUnknown, with a made-up exit code 137), as after the restart of a node.',
  silent: 'Ends that were seen.',
  message: ({ who }) =>
    `How ${who.charAt(0).toLowerCase()}${who.slice(1)} ended is not known: its node lost sight of it (ContainerStatusUnknown). The exit code 137 stands for that, and for no kill.`,
  remedy: ({ pod }) =>
    `See whether node ${pod.spec?.nodeName ?? ''} was restarted or lost its container runtime at that time.`,
});
