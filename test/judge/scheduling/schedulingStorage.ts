import { zone } from './schedulingCase.ts';

/** What a case needs that uses this claim: the claim itself, and its volume where there is one. */
export interface ClaimDraft {
  readonly claim: object | undefined;
  readonly volume: object | undefined;
  /** The phase to wait for, in which controllers leave the claim. */
  readonly phase: 'Bound' | 'Pending';
  /** Another pod uses it already. */
  readonly taken?: true;
}

const driver = 'disk.judge.test';

export const storageClasses: readonly object[] = [
  storageClass('judge-at-once', driver, 'Immediate'),
  storageClass('judge-none', 'kubernetes.io/no-provisioner', 'WaitForFirstConsumer'),
  storageClass('judge-made', driver, 'WaitForFirstConsumer'),
  {
    ...storageClass('judge-zoned', driver, 'WaitForFirstConsumer'),
    allowedTopologies: [{ matchLabelExpressions: [{ key: zone, values: ['a'] }] }],
  },
];

/** A node may have so many volumes of the driver: the first none, the others one. */
export function csiNode(name: string, uid: string, seat: number): object {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSINode',
    metadata: { name, ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }] },
    spec: { drivers: [{ name: driver, nodeID: name, topologyKeys: [], allocatable: { count: Math.min(1, seat) } }] },
  };
}

export function claimDraft(name: string): ClaimDraft {
  const disk = { csi: { driver, volumeHandle: name } };
  const inZone = (value: string): object => ({
    ...disk,
    nodeAffinity: required({ key: zone, operator: 'In', values: [value] }),
  });
  const local = {
    local: { path: '/mnt/disk' },
    nodeAffinity: required({ key: 'disk', operator: 'In', values: ['ssd'] }),
  };
  switch (name) {
    case 'bound-a':
      return bound(name, inZone('a'));
    case 'bound-b':
      return bound(name, inZone('b'));
    case 'zoned':
      return bound(name, { hostPath: { path: '/mnt/zoned' } }, { labels: { [zone]: 'a__b' } });
    case 'free':
      return bound(name, { hostPath: { path: '/mnt/free' } });
    case 'single':
      return { ...bound(name, { ...disk }, { mode: 'ReadWriteOncePod' }), taken: true };
    case 'unbound':
      return waiting(name, 'judge-at-once');
    case 'waits-none':
      return waiting(name, 'judge-none');
    case 'waits-local':
      return { ...waiting(name, 'judge-none'), volume: volume(name, local, 'judge-none') };
    case 'waits-made':
      return waiting(name, 'judge-made');
    case 'waits-zoned':
      return waiting(name, 'judge-zoned');
    default:
      return { claim: undefined, volume: undefined, phase: 'Pending' };
  }
}

export function volumeName(claim: string): string {
  return `judge-${claim}`;
}

function storageClass(name: string, provisioner: string, volumeBindingMode: string): object {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner, volumeBindingMode };
}

function required(expression: object): object {
  return { required: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } };
}

function volume(claim: string, source: object, storageClassName: string, more: VolumeMore = {}): object {
  const spec = {
    capacity: { storage: '5Gi' },
    accessModes: [more.mode ?? 'ReadWriteOnce'],
    persistentVolumeReclaimPolicy: 'Retain',
    storageClassName,
    ...source,
    ...(more.bound === true ? { claimRef: { namespace: 'near', name: claim } } : {}),
  };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volumeName(claim), labels: more.labels ?? {} },
    spec,
  };
}

interface VolumeMore {
  readonly labels?: Readonly<Record<string, string>>;
  readonly mode?: string;
  readonly bound?: true;
}

function bound(name: string, source: object, more: VolumeMore = {}): ClaimDraft {
  return {
    claim: claim(name, {
      storageClassName: '',
      volumeName: volumeName(name),
      accessModes: [more.mode ?? 'ReadWriteOnce'],
    }),
    volume: volume(name, source, '', { ...more, bound: true }),
    phase: 'Bound',
  };
}

function waiting(name: string, storageClassName: string): ClaimDraft {
  return {
    claim: claim(name, { storageClassName, accessModes: ['ReadWriteOnce'] }),
    volume: undefined,
    phase: 'Pending',
  };
}

function claim(name: string, spec: object): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'near' },
    spec: { ...spec, resources: { requests: { storage: '1Gi' } } },
  };
}
