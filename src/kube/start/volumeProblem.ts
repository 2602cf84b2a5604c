/** Why a volume is not there, as far as the words of kubelet, controller and driver tell. */
export type VolumeProblem =
  | { readonly kind: 'missing'; readonly of: 'ConfigMap' | 'Secret'; readonly name: string }
  | { readonly kind: 'missingKey'; readonly of: 'ConfigMap' | 'Secret'; readonly key: string }
  /** Pods of the same namespace that use it; empty where none is left and the volume is still attached. */
  | { readonly kind: 'multiAttach'; readonly pods: readonly string[]; readonly elsewhere: number }
  | { readonly kind: 'noDriver'; readonly driver: string }
  | { readonly kind: OtherProblem };

type OtherProblem = 'permission' | 'hostPath' | 'absent' | 'fileSystem' | 'unreachable' | 'timeout' | 'other';

/**
 * Sources (1.36): pkg/volume/configmap, pkg/volume/secret (missing keys), reportMultiAttachError in
 * pkg/controller/volume/attachdetach/reconciler, newCsiDriverClient in pkg/volume/csi/csi_client.go, checkTypeInternal in
 * pkg/volume/hostpath; of mount(8), mount.nfs(8) and the drivers their own words.
 */
export function volumeProblem(message: string): VolumeProblem {
  const [, kind, name] = /\b(configmap|secret) "([^"]+)" not found/i.exec(message) ?? [];
  if (kind !== undefined && name !== undefined) return { kind: 'missing', of: kindOf(kind), name };
  const [, source, key] = /references non-existent (config|secret) key: (\S+?),?(?:\s|$)/.exec(message) ?? [];
  if (source !== undefined && key !== undefined) return { kind: 'missingKey', of: kindOf(source), key };
  if (message.includes('Multi-Attach error')) return multiAttach(message);
  const [, driver] = /driver name (\S+) not found in the list of registered CSI drivers/.exec(message) ?? [];
  if (driver !== undefined) return { kind: 'noDriver', driver };
  return { kind: others.find(([, pattern]) => pattern.test(message))?.[0] ?? 'other' };
}

/** A timeout is what remains of another trouble: it comes last. */
const others: readonly (readonly [OtherProblem, RegExp])[] = [
  ['hostPath', /hostPath type check failed/],
  ['permission', /permission denied|access denied|operation not permitted|unauthorized|not authorized|forbidden/i],
  ['fileSystem', /wrong fs type|bad superblock|bad option|mount\(2\) system call failed|unknown filesystem type|fsck/i],
  [
    'unreachable',
    /connection (refused|timed out|reset)|no route to host|no such host|failed to resolve|network is unreachable/i,
  ],
  ['absent', /not found|does not exist|no such file or directory|no such device/i],
  ['timeout', /timed out waiting|timeout expired|deadline ?exceeded|timed? ?out/i],
];

function multiAttach(message: string): VolumeProblem {
  const [, names = ''] =
    /already used by pod\(s\) (.+?)(?: and \d+ pod\(s\) in different namespaces)?$/.exec(message) ?? [];
  const [, count = '0'] = /(\d+) pod\(s\) in different namespaces/.exec(message) ?? [];
  const pods = names.split(', ').filter((name) => name !== '');
  return { kind: 'multiAttach', pods, elsewhere: Number(count) };
}

function kindOf(word: string): 'ConfigMap' | 'Secret' {
  return word.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap';
}

/** `MountVolume.SetUp failed for volume "data" : …`: a volume of the pod, or the PersistentVolume behind its claim. */
export function volumeOf(message: string): string | undefined {
  return /\bfor volume "([^"]+)"/.exec(message)?.[1];
}
