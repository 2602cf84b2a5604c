import { endingRule } from './endingRule.ts';

export const nodeOutOfMemory = endingRule({
  id: 'container/node-out-of-memory',
  cause: 'nodeOutOfMemory',
  stage: 'kill',
  severity: 'critical',
  speaks:
    'A container without any memory limit was OOMKilled; or one ended OOMKilled or with 137 in the minute of a SystemOOM event of its node (then with confidence, since the kernel counts both kinds of kill alike).',
  silent:
    'Kills for a limit of its own, and events of kills for the limit of a neighbour (OOMKilling, `Memory cgroup out of memory`).',
  message: ({ who, often, ran, events, pod }) => {
    const node = pod.spec?.nodeName ?? 'its node';
    const why =
      events.length > 0
        ? `in the minute in which ${node} ran out of memory`
        : `and no memory limit holds for it: ${node} ran out of memory`;
    return `${who} was killed${ran} ${why}${often === '' ? '' : ` (${often})`}.`;
  },
  remedy: ({ pod, container }) =>
    `See what takes the memory of node ${pod.spec?.nodeName ?? ''}; give ${container.name} a memory request near its use, so that it is placed where there is room, and a limit.`,
});
