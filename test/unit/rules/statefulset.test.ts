import { governingServiceMissing } from '../../../src/rules/statefulset/governingServiceMissing.ts';
import { ordinalStuck } from '../../../src/rules/statefulset/ordinalStuck.ts';
import { updateHeld } from '../../../src/rules/statefulset/updateHeld.ts';
import { created, pod, service } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Three wanted. */
const set = (spec: Fields = {}, status: Fields = {}, metadata: Fields = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'shop', creationTimestamp: created, ...metadata },
  spec: { replicas: 3, serviceName: 'db', ...spec },
  status: { replicas: 3, updatedReplicas: 3, currentRevision: 'db-a', updateRevision: 'db-a', ...status },
});

const of = (ordinal: number, revision = 'db-a', waiting?: string, metadata: Fields = {}): object =>
  pod(`db-${ordinal}`, {
    owner: 'StatefulSet/db',
    labels: { 'controller-revision-hash': revision },
    metadata,
    ...(waiting === undefined ? {} : { waiting, ready: false }),
  });

const about = 'StatefulSet/shop/db';
const waits = 'status.containerStatuses[0].state.waiting.reason';
const updating = { currentRevision: 'db-a', updateRevision: 'db-b', updatedReplicas: 1 };

ruleTable(
  ordinalStuck,
  {
    'later ones are not made': {
      objects: [set({}, { replicas: 2 }), of(0), of(1, 'db-a', 'CrashLoopBackOff')],
      finding: {
        severity: 'critical',
        about,
        path: waits,
        value: 'CrashLoopBackOff',
        says: 'Ordinal 1 (pod db-1) is not ready: CrashLoopBackOff. 1 of 3 are not made until it is.',
        remedy: 'See why pod db-1 is not ready',
      },
    },
    'earlier ones are not updated': {
      objects: [set({}, updating), of(0), of(1), of(2, 'db-b', 'ImagePullBackOff')],
      finding: { severity: 'critical', about, path: waits, says: '2 of 3 are not updated until it is' },
    },
    'in parallel an update alone waits': {
      objects: [set({ podManagementPolicy: 'Parallel' }, updating), of(0), of(1), of(2, 'db-b', 'ImagePullBackOff')],
      finding: { severity: 'warning', about, path: waits, says: '2 of 3 are not updated' },
    },
    'earlier ones are not updated, and how many are cannot be seen': {
      objects: [
        set({}, { ...updating, replicas: 3 }),
        of(1, 'db-a', 'CrashLoopBackOff'),
        of(2, 'db-b', 'ImagePullBackOff'),
      ],
      finding: { severity: 'critical', about, path: waits, says: 'Earlier ordinals are not updated until it is' },
    },
    'it is of an earlier template, and is not replaced by itself': {
      objects: [set({}, { ...updating, replicas: 1, updatedReplicas: 0 }), of(0, 'db-a', 'CrashLoopBackOff')],
      finding: {
        severity: 'critical',
        about,
        path: waits,
        says: 'Ordinal 0',
        remedy: 'delete it once the template is mended',
      },
    },
  },
  {
    'it fails while all others are there': { objects: [set(), of(0), of(1, 'db-a', 'CrashLoopBackOff'), of(2)] },
    'all are made, and those that are well were not looked at': { objects: [set(), of(1, 'db-a', 'CrashLoopBackOff')] },
    'it is on its way': {
      objects: [
        set({}, { replicas: 2 }),
        of(0),
        pod('db-1', {
          owner: 'StatefulSet/db',
          phase: 'Pending',
          waiting: 'ContainerCreating',
          ready: false,
          metadata: { creationTimestamp: '2026-11-25T13:59:50Z' },
        }),
      ],
    },
    'in parallel none waits to be made': {
      objects: [set({ podManagementPolicy: 'Parallel' }, { replicas: 2 }), of(0), of(1, 'db-a', 'CrashLoopBackOff')],
    },
    'the partition keeps the earlier ones': {
      objects: [
        set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } }, updating),
        of(0),
        of(1),
        of(2, 'db-b', 'ImagePullBackOff'),
      ],
    },
    'scaled to zero': { objects: [set({ replicas: 0 }, { replicas: 1 }), of(0, 'db-a', 'CrashLoopBackOff')] },
  },
);

const headless = service('db', { clusterIP: 'None' });

ruleTable(
  governingServiceMissing,
  {
    'there is none': {
      objects: [set()],
      finding: { severity: 'warning', about, path: 'spec.serviceName', value: 'db', says: 'db-0.db does not resolve' },
    },
    'it is not headless': {
      objects: [set(), service('db')],
      finding: { severity: 'warning', about, path: 'spec.serviceName', says: 'is not headless' },
    },
    'scaled to zero': {
      objects: [set({ replicas: 0 })],
      finding: { severity: 'info', about, path: 'spec.serviceName', says: 'does not exist' },
    },
  },
  {
    'it is there': { objects: [set(), headless] },
    'none is named': { objects: [set({ serviceName: '' })] },
    'it is new': { objects: [set({}, {}, { creationTimestamp: '2026-11-25T13:59:30Z' })] },
    'Services could not be listed': { objects: [set()], forbidden: ['services in shop'] },
  },
);

ruleTable(
  updateHeld,
  {
    'by a partition': {
      objects: [set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } }, updating)],
      finding: {
        severity: 'info',
        about,
        path: 'spec.updateStrategy.rollingUpdate.partition',
        value: 2,
        says: '2 of 3 pods are of an earlier revision',
      },
    },
    'by hand': {
      objects: [set({ updateStrategy: { type: 'OnDelete' } }, updating)],
      finding: { severity: 'info', about, path: 'spec.updateStrategy.type', says: 'when it is deleted' },
    },
  },
  {
    'equal revisions': { objects: [set({ updateStrategy: { type: 'OnDelete' } })] },
    'it goes on by itself': { objects: [set({}, updating)] },
  },
);
