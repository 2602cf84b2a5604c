import { podContainers } from '../../kube/podContainers.ts';
import { failedPodRule, type FailedFacts } from './failedPodRule.ts';

/** Source of the words: pkg/kubelet/eviction/helpers.go and eviction_manager.go (1.36). */
export const evicted = failedPodRule({
  id: 'pod/evicted',
  stage: 'node',
  speaks: 'The kubelet evicted a pod (reason Evicted): says what the node was short of, and who went over.',
  silent:
    'Evictions by request, as of a drain, which delete the pod. One that a younger and healthy pod has replaced is information; of a Job a warning.',
  applies: ({ reason }) => reason === 'Evicted',
  nodeConditions: ['MemoryPressure', 'DiskPressure', 'PIDPressure'],
  message: ({ node, said }) => `Node ${node} evicted the pod${said === '' ? '' : `: ${said}`}.`,
  evidence: ({ pod, said }) => {
    const over = offender(said);
    const found = podContainers(pod).find(({ name }) => name === over);
    return found === undefined ? [] : [{ path: `${found.specPath}.resources`, value: found.spec.resources ?? null }];
  },
  remedy: (facts) => `${remedyOf(facts)} The evicted pod itself is history, and may be deleted.`,
});

function offender(said: string): string | undefined {
  return /\bContainer (\S+) (?:was using|exceeded)/.exec(said)?.[1];
}

function remedyOf({ said, node }: FailedFacts): string {
  const [, volume] = /EmptyDir volume "([^"]+)" exceeds/.exec(said) ?? [];
  if (volume !== undefined)
    return `Raise the sizeLimit of the emptyDir ${volume}, or let the program write less into it.`;
  const over = offender(said);
  const who = over ?? 'the containers';
  if (/ephemeral local storage usage exceeds|exceeded its local ephemeral storage limit/.test(said))
    return `Raise limits.ephemeral-storage of ${who}, or write less to the container’s own disk and log.`;
  const [, short] = /low on resource: ([\w-]+)/.exec(said) ?? [];
  switch (short) {
    case 'memory':
      return `Let requests.memory of ${who} be what it really uses: the kubelet takes first who uses more than it asked for. See what else takes the memory of node ${node}.`;
    case 'ephemeral-storage':
    case 'inodes':
      return `Free the disk of node ${node} (images, logs, emptyDir), and give ${who} a request and a limit of ephemeral-storage.`;
    case 'pids':
      return `See which pod on node ${node} makes so many processes, and set the kubelet’s podPidsLimit.`;
    case undefined:
      return `See the condition of node ${node} and what takes its memory and disk.`;
    default:
      return `See what takes the ${short} of node ${node}.`;
  }
}
