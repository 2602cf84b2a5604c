import { volumeInUse } from '../../../../src/rules/scheduling/volumeInUse.ts';
import { volumeLimit } from '../../../../src/rules/scheduling/volumeLimit.ts';
import { volumeUnbound } from '../../../../src/rules/scheduling/volumeUnbound.ts';
import { volumeZoneConflict } from '../../../../src/rules/scheduling/volumeZoneConflict.ts';
import { ruleTable } from '../ruleTable.ts';
import { type Fields, counted, waiting, asks, node, running, about, zone } from './placingWorld.ts';

const volumes = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
function claim(name: string, volumeName = '', spec: Fields = {}, metadata: Fields = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name,
      namespace: 'shop',
      annotations: volumeName === '' ? {} : { 'pv.kubernetes.io/bind-completed': 'yes' },
      ...metadata,
    },
    spec: { storageClassName: 'standard', volumeName, accessModes: ['ReadWriteOnce'], ...spec },
    status: { phase: volumeName === '' ? 'Pending' : 'Bound' },
  };
}
function storageClass(volumeBindingMode: string): object {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'standard' },
    provisioner: 'csi.example.com',
    volumeBindingMode,
  };
}
function volume(name: string, zoneName?: string): object {
  const required = {
    nodeSelectorTerms: [
      { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: [zoneName] }] },
    ],
  };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      csi: { driver: 'csi.example.com', volumeHandle: name },
      ...(zoneName === undefined ? {} : { nodeAffinity: { required } }),
    },
  };
}
const unbound = '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.';

ruleTable(
  volumeUnbound,
  {
    'nobody makes the volume': {
      objects: [waiting(volumes, unbound), claim('data'), storageClass('Immediate'), node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: 'status.phase',
        value: 'Pending',
        says: 'claim data is not bound to a volume',
        remedy: 'See the events of the claim',
      },
    },
    'the class does not exist': {
      objects: [waiting(volumes, unbound), claim('data'), node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: 'status.phase',
        says: 'names class standard, which does not exist',
        remedy: 'Make StorageClass standard, or a volume of that class.',
      },
    },
    'the claim is being deleted, bound as it is': {
      objects: [
        waiting(volumes, '0/1 nodes are available: persistentvolumeclaim "data" is being deleted.'),
        claim(
          'data',
          'pv-1',
          {},
          { deletionTimestamp: '2026-11-25T13:50:00Z', finalizers: ['kubernetes.io/pvc-protection'] },
        ),
        volume('pv-1'),
        storageClass('Immediate'),
        node('node-1'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'metadata.deletionTimestamp',
        value: '2026-11-25T13:50:00Z',
        says: 'data is being deleted',
        remedy: 'See what keeps claim data',
      },
    },
  },
  {
    'the volume is made once the pod is placed': {
      objects: [
        waiting({ ...volumes, ...asks({ cpu: '5' }) }, counted('1 Insufficient cpu')),
        claim('data'),
        storageClass('WaitForFirstConsumer'),
        node('node-1'),
      ],
    },
    'the claim does not exist: a reference that leads nowhere': {
      objects: [
        waiting(volumes, '0/1 nodes are available: persistentvolumeclaim "data" not found.'),
        storageClass('Immediate'),
        node('node-1'),
      ],
    },
    'the claim does not exist, and the nodes may not be read': {
      objects: [waiting(volumes, '0/1 nodes are available: persistentvolumeclaim "data" not found.')],
      forbidden: ['nodes'],
    },
  },
);

ruleTable(
  volumeZoneConflict,
  {
    'the volume is in another zone': {
      objects: [
        waiting(volumes, counted("1 node(s) didn't match PersistentVolume's node affinity")),
        claim('data', 'pv-1'),
        volume('pv-1', 'b'),
        storageClass('Immediate'),
        zone('node-1', 'a'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values',
        value: ['b'],
        says: 'is not reachable from it',
      },
    },
  },
  {
    'the node of its zone is full': {
      objects: [
        waiting({ ...volumes, ...asks({ cpu: '5' }) }, counted('1 Insufficient cpu')),
        claim('data', 'pv-1'),
        volume('pv-1', 'b'),
        storageClass('Immediate'),
        zone('node-1', 'b'),
      ],
    },
  },
);

const csiNode = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSINode',
  metadata: { name: 'node-1' },
  spec: { drivers: [{ name: 'csi.example.com', allocatable: { count: 1 } }] },
};
const orders = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'orders' } }] };
const limited = (other: object): readonly object[] => [
  claim('data', 'pv-1'),
  claim('orders', 'pv-2'),
  volume('pv-1'),
  volume('pv-2'),
  storageClass('Immediate'),
  csiNode,
  node('node-1'),
  other,
];

ruleTable(
  volumeLimit,
  {
    'one may be attached, and is': {
      objects: [
        waiting(volumes, counted('1 node(s) exceed max volume count')),
        ...limited(running('orders', 'node-1', orders)),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.drivers[0].allocatable.count',
        value: 1,
        says: '1 of 1 volumes of csi.example.com attached',
      },
    },
  },
  { 'it is the same volume': { objects: [waiting(volumes, ''), ...limited(running('web-0', 'node-1', volumes))] } },
);

const single = (mode: string): readonly object[] => [
  running('web-0', 'node-1', volumes),
  claim('data', 'pv-1', { accessModes: [mode] }),
  volume('pv-1'),
  storageClass('Immediate'),
  node('node-1'),
];

ruleTable(
  volumeInUse,
  {
    'the old pod has it': {
      objects: [
        waiting(
          volumes,
          counted('1 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode'),
        ),
        ...single('ReadWriteOncePod'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.volumes[0].persistentVolumeClaim.claimName',
        value: 'data',
        says: 'pod web-0 uses it',
      },
    },
  },
  { 'several pods of a node may have it': { objects: [waiting(volumes), ...single('ReadWriteOnce')] } },
);
