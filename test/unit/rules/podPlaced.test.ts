import { nodeLost } from '../../../src/rules/pod/nodeLost.ts';
import { preempted } from '../../../src/rules/pod/preempted.ts';
import { schedulingGated } from '../../../src/rules/pod/schedulingGated.ts';
import { stuckTerminating } from '../../../src/rules/pod/stuckTerminating.ts';
import { unmanaged } from '../../../src/rules/pod/unmanaged.ts';
import { node, pod, type PodOptions } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

const about = 'Pod/shop/web-1';

/** Not ready since ten minutes before now, which is 14:00. */
const absent = (status = 'Unknown', since = '2026-11-25T13:50:00Z'): object => ({
  ...node('node-1'),
  status: { conditions: [{ type: 'Ready', status, reason: 'NodeStatusUnknown', lastTransitionTime: since }] },
});
const tolerating = (key: string, tolerationSeconds?: number): PodOptions => ({
  spec: {
    nodeName: 'node-1',
    containers: [{ name: 'main' }],
    tolerations: [
      {
        key,
        operator: 'Exists',
        effect: 'NoExecute',
        ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
      },
    ],
  },
});
const unreachable = 'node.kubernetes.io/unreachable';

ruleTable(
  nodeLost,
  {
    'its node does not answer for longer than it tolerates': {
      objects: [pod('web-1', tolerating(unreachable, 300)), absent()],
      finding: {
        severity: 'critical',
        about,
        path: 'status.conditions[0].status',
        value: 'Unknown',
        says: 'is not ready for 10m (Unknown: NodeStatusUnknown), longer than the 5m that the pod tolerates',
        remedy: 'out-of-service',
      },
    },
    'its node says so itself': {
      objects: [pod('web-1', tolerating('node.kubernetes.io/not-ready', 60)), absent('False')],
      finding: {
        severity: 'critical',
        about,
        path: 'status.conditions[0].status',
        value: 'False',
        says: 'longer than the 60s',
      },
    },
    'its phase is Unknown, as virtual nodes tell': {
      objects: [pod('web-1', { phase: 'Unknown', ready: false }), node('node-1')],
      finding: { severity: 'critical', about, path: 'status.phase', value: 'Unknown', says: 'is not known (Unknown)' },
    },
  },
  {
    'within its toleration': { objects: [pod('web-1', tolerating(unreachable, 900)), absent()] },
    'within the first minute after it': { objects: [pod('web-1', tolerating(unreachable, 570)), absent()] },
    'a pod that tolerates it for ever, as of a DaemonSet': {
      objects: [pod('web-1', tolerating(unreachable)), absent()],
    },
    'a static pod, which tolerates all': {
      objects: [
        pod('web-1', {
          spec: { nodeName: 'node-1', containers: [], tolerations: [{ operator: 'Exists', effect: 'NoExecute' }] },
        }),
        absent(),
      ],
    },
    'a pod that was put out and cannot go': {
      objects: [
        pod('web-1', { ...tolerating(unreachable, 300), metadata: { deletionTimestamp: '2026-11-25T13:56:00Z' } }),
        absent(),
      ],
    },
    'a node that is ready again': { objects: [pod('web-1', tolerating(unreachable, 300)), node('node-1')] },
  },
);

const target = (reason: string, status = 'True') => ({
  conditions: [
    { type: 'DisruptionTarget', status, reason, message: 'preempting to accommodate a higher priority pod' },
  ],
});
const preemption = (related: object | undefined): object => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'web-1.18a', namespace: 'shop', uid: 'e' },
  involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'uid-Pod-web-1' },
  ...(related === undefined ? {} : { related }),
  type: 'Normal',
  reason: 'Preempted',
  message: 'Preempted by pod 5e0f1a52 on node node-1',
  eventTime: '2026-11-25T13:59:50Z',
});
const deleted = { deletionTimestamp: '2026-11-25T14:00:20Z' };

ruleTable(
  preempted,
  {
    'the event names who took its place': {
      objects: [
        pod('web-1', { status: target('PreemptionByScheduler'), metadata: deleted }),
        preemption({ kind: 'Pod', namespace: 'bank', name: 'ledger-0' }),
      ],
      finding: {
        severity: 'warning',
        about,
        path: 'status.conditions[0].reason',
        value: 'PreemptionByScheduler',
        says: 'from node node-1 for pod bank/ledger-0 of higher priority',
        remedy: 'PriorityClass',
      },
    },
    'the event knows its uid only': {
      objects: [pod('web-1', { status: target('PreemptionByScheduler') }), preemption(undefined)],
      finding: { severity: 'warning', about, path: 'status.conditions[0].reason', says: 'for pod 5e0f1a52' },
    },
    'no event tells': {
      objects: [pod('web-1', { status: target('PreemptionByScheduler') })],
      forbidden: ['events'],
      finding: {
        severity: 'warning',
        about,
        path: 'status.conditions[0].reason',
        says: 'for a pod of higher priority',
      },
    },
  },
  {
    'a drain': { objects: [pod('web-1', { status: target('EvictionByEvictionAPI') })] },
    'a preemption that did not come to it': {
      objects: [pod('web-1', { status: target('PreemptionByScheduler', 'False') })],
    },
  },
);

const late = { deletionTimestamp: '2026-11-25T13:50:00Z' };
const ended = {
  containerStatuses: [{ name: 'main', state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
};

ruleTable(
  stuckTerminating,
  {
    'its process does not end': {
      objects: [pod('web-1', { metadata: late }), node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: 'metadata.deletionTimestamp',
        value: '2026-11-25T13:50:00Z',
        says: 'should have been gone for 10m; main still runs',
      },
    },
    'a finalizer': {
      objects: [
        pod('web-1', { metadata: { ...late, finalizers: ['example.com/drain'] }, status: ended }),
        node('node-1'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'metadata.deletionTimestamp',
        says: 'its finalizer example.com/drain holds it',
        remedy: 'controller of example.com/drain',
      },
    },
    'its node does not answer': {
      objects: [pod('web-1', { metadata: late }), absent()],
      finding: {
        severity: 'critical',
        about,
        path: 'metadata.deletionTimestamp',
        says: 'its node node-1 is not ready (Unknown: NodeStatusUnknown)',
        remedy: 'out-of-service',
      },
    },
    'its node is gone': {
      objects: [pod('web-1', { metadata: late }), node('node-2')],
      finding: { severity: 'critical', about, path: 'metadata.deletionTimestamp', says: 'node node-1 does not exist' },
    },
    'a volume': {
      objects: [
        pod('web-1', {
          metadata: late,
          status: ended,
          spec: {
            nodeName: 'node-1',
            containers: [{ name: 'main' }],
            volumes: [{ name: 'tmp' }, { name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
          },
        }),
        node('node-1'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'metadata.deletionTimestamp',
        says: 'most likely a volume cannot be unmounted: data',
        confidence: 0.6,
      },
    },
    'nodes may not be read': {
      objects: [pod('web-1', { metadata: late, status: ended })],
      forbidden: ['nodes'],
      finding: {
        severity: 'critical',
        about,
        path: 'metadata.deletionTimestamp',
        says: 'its node has not said that it is gone',
      },
    },
    'it has ended, and only its finalizer is left': {
      objects: [
        pod('web-1', {
          phase: 'Succeeded',
          metadata: { ...late, finalizers: ['batch.kubernetes.io/job-tracking'] },
          status: ended,
        }),
        node('node-1'),
      ],
      finding: { severity: 'info', about, path: 'metadata.deletionTimestamp', says: 'job-tracking' },
    },
  },
  {
    'within its grace period': { objects: [pod('web-1', { metadata: deleted }), node('node-1')] },
    'half a minute past it': {
      objects: [pod('web-1', { metadata: { deletionTimestamp: '2026-11-25T13:59:30Z' } }), node('node-1')],
    },
    'a pod with finalizers that nobody deleted': {
      objects: [pod('web-1', { metadata: { finalizers: ['example.com/drain'] } })],
    },
  },
);

const gated = (fields: PodOptions['metadata'] = {}): object =>
  pod('web-1', {
    phase: 'Pending',
    ready: false,
    metadata: fields,
    spec: { schedulingGates: [{ name: 'example.com/quota' }], containers: [{ name: 'main' }] },
  });

ruleTable(
  schedulingGated,
  {
    'a gate that nobody opens': {
      objects: [gated()],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.schedulingGates[0].name',
        value: 'example.com/quota',
        says: 'its gate example.com/quota is closed for 4h',
      },
    },
    'of a pod that is being deleted': {
      objects: [gated(deleted)],
      finding: { severity: 'info', about, path: 'spec.schedulingGates[0].name', says: 'gate' },
    },
  },
  {
    'one that was made this moment': { objects: [gated({ creationTimestamp: '2026-11-25T13:59:50Z' })] },
    'a gate that was opened': {
      objects: [pod('web-1', { spec: { schedulingGates: [], containers: [{ name: 'main' }] } })],
    },
  },
);

ruleTable(
  unmanaged,
  {
    'made by hand': {
      objects: [pod('web-1')],
      finding: { severity: 'info', about, path: 'metadata.ownerReferences', value: null, says: 'nobody makes another' },
    },
    'owned by what does not make pods': {
      objects: [
        pod('web-1', { metadata: { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'u' }] } }),
      ],
      finding: { severity: 'info', about, path: 'metadata.ownerReferences', says: 'no controller' },
    },
  },
  {
    'of a ReplicaSet': { objects: [pod('web-1', { owner: 'ReplicaSet/web-5c8f6' })] },
    'of a Job': { objects: [pod('web-1', { owner: 'Job/once' })] },
    'of a controller that we do not know': { objects: [pod('web-1', { owner: 'Sandbox/a' })] },
    'a static pod': { objects: [pod('web-1', { owner: 'Node/node-1' })] },
    'a static pod of a kubelet that has no node object': {
      objects: [pod('web-1', { metadata: { annotations: { 'kubernetes.io/config.source': 'file' } } })],
    },
    'one that is done': { objects: [pod('web-1', { phase: 'Succeeded', ready: false })] },
  },
);
