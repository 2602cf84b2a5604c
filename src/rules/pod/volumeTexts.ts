import type { Pod } from '../../kube/kinds/pod.ts';
import type { FailedVolume } from '../../kube/start/failedVolumes.ts';

interface Texts {
  /** Goes on after `cannot be mounted: `, without a full stop. */
  readonly what: string;
  readonly remedy: string;
}

const shown = 300;

/** What is wrong with a volume and what a person can do, by the kind of its problem. */
export function volumeTexts({ pod, failed }: { readonly pod: Pod; readonly failed: FailedVolume }): Texts {
  const { problem, event, volume } = failed;
  const node = pod.spec?.nodeName ?? '';
  const which = volume ?? 'it';
  const said = essence(event.message);
  switch (problem.kind) {
    case 'missing':
      return {
        what: `${problem.of} ${problem.name} does not exist`,
        remedy: `Create ${problem.of} ${problem.name} in namespace ${pod.metadata?.namespace ?? ''}, or correct the name in the volume, or mark it optional.`,
      };
    case 'missingKey':
      return {
        what: `its ${problem.of} has no key ${problem.key}`,
        remedy: `Add the key ${problem.key} to the ${problem.of}, or leave it out of the volume's items.`,
      };
    case 'multiAttach':
      return multiAttach(problem, which);
    case 'noDriver':
      return {
        what: `its driver ${problem.driver} does not run on node ${node}`,
        remedy: `See why the node plugin of ${problem.driver} (a DaemonSet) has no running pod on node ${node}: taints, a crash, never installed.`,
      };
    case 'permission':
      return {
        what: `access is refused (${said})`,
        remedy: `Let the storage server, or the account of the volume's driver, grant ${which} to node ${node}.`,
      };
    case 'hostPath':
      return {
        what: said,
        remedy: `Make that path on node ${node}, correct it in the volume, or let its type be DirectoryOrCreate or FileOrCreate.`,
      };
    case 'fileSystem':
      return {
        what: `its file system or mount options do not fit (${said})`,
        remedy: `Correct fsType and mountOptions of the volume or its class; check the file system of ${which}; see that node ${node} has the tools for it.`,
      };
    case 'unreachable':
      return {
        what: `the storage server is not reached (${said})`,
        remedy: `See whether the storage server runs and node ${node} may reach it.`,
      };
    case 'absent':
      return {
        what: `what it is made of is not there (${said})`,
        remedy: `See whether the disk, share or path of ${which} still exists.`,
      };
    case 'timeout':
      return {
        what: `it takes too long (${said})`,
        remedy: `See the pods of the volume's driver, its controller and the one on node ${node}, and their logs.`,
      };
    case 'other':
      return { what: said, remedy: `Mend what the message names; see the log of the volume's driver on node ${node}.` };
  }
}

type MultiAttach = Extract<FailedVolume['problem'], { readonly kind: 'multiAttach' }>;

function multiAttach({ pods, elsewhere }: MultiAttach, volume: string): Texts {
  const here = pods.length === 0 ? [] : [`${pods.length === 1 ? 'pod' : 'pods'} ${pods.join(', ')}`];
  const there = elsewhere === 0 ? [] : [`${elsewhere} of other namespaces`];
  const users = [...here, ...there];
  return users.length === 0
    ? {
        what: 'it is still attached to another node, where no pod uses it any more',
        remedy:
          'Wait: it is detached some minutes after its last pod. Where that node is gone, delete the node, or its VolumeAttachment.',
      }
    : {
        what: `it may be attached to one node only, and ${users.join(' and ')} on another ${pods.length + elsewhere === 1 ? 'uses' : 'use'} it`,
        remedy: `Let the other pod end first (strategy Recreate), run one replica only or all on one node, or give ${volume} an access mode that many nodes may use (ReadWriteMany).`,
      };
}

/** Without the words before the colon that name the step and the volume. */
function essence(message: string): string {
  const said = message
    .replace(/^\(combined from similar events\): /, '')
    .replace(/^\S+ failed for volume "[^"]*" ?: ?/, '')
    .replace(/^rpc error: code = \w+ desc = /, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');
  return said.length > shown ? `${said.slice(0, shown)}…` : said;
}
