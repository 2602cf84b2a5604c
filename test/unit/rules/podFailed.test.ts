import assert from 'node:assert/strict';
import { deadlineExceeded } from '../../../src/rules/pod/deadlineExceeded.ts';
import { evicted } from '../../../src/rules/pod/evicted.ts';
import { nodeShutdown } from '../../../src/rules/pod/nodeShutdown.ts';
import { refusedByNode } from '../../../src/rules/pod/refusedByNode.ts';
import { pod, type PodOptions } from './objects.ts';
import { findingsIn, ruleTable } from './ruleTable.ts';

const about = 'Pod/shop/web-1';
const owner = 'ReplicaSet/web-5c8f6';

const failed = (reason: string, message = '', options: PodOptions = {}): object =>
  pod('web-1', {
    phase: 'Failed',
    ready: false,
    ...options,
    status: { reason, ...(message === '' ? {} : { message }), containerStatuses: [], ...options.status },
  });
const later = { creationTimestamp: '2026-11-25T13:00:00Z' };
const ownedBy = (kind: string, name: string) => ({
  ...later,
  ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: 'o', controller: true }],
});
const successor = (options: PodOptions = {}): object =>
  pod('web-2', { metadata: ownedBy('ReplicaSet', 'web-5c8f6'), ...options });

const memory =
  'The node was low on resource: memory. Threshold quantity: 100Mi, available: 80Mi. Container main was using 3Gi, request is 1Gi, has larger consumption of memory. ';

ruleTable(
  evicted,
  {
    'memory ran short, and who went over': {
      objects: [failed('Evicted', memory, { owner })],
      finding: {
        severity: 'critical',
        about,
        path: 'status.reason',
        value: 'Evicted',
        says: 'Node node-1 evicted the pod: The node was low on resource: memory. Threshold',
        remedy: 'Let requests.memory of main be what it really uses',
      },
    },
    'its own disk': {
      objects: [failed('Evicted', 'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. ')],
      finding: { severity: 'critical', about, path: 'status.reason', says: '1Gi', remedy: 'limits.ephemeral-storage' },
    },
    'an emptyDir': {
      objects: [failed('Evicted', 'Usage of EmptyDir volume "cache" exceeds the limit "1Gi". ')],
      finding: {
        severity: 'critical',
        about,
        path: 'status.reason',
        says: 'cache',
        remedy: 'sizeLimit of the emptyDir cache',
      },
    },
    'its node may not be read, and is not needed': {
      objects: [failed('Evicted', memory)],
      forbidden: ['nodes'],
      finding: { severity: 'critical', about, path: 'status.reason', says: 'memory' },
    },
    'nothing was told': {
      objects: [failed('Evicted')],
      finding: { severity: 'critical', about, path: 'status.reason', says: 'Node node-1 evicted the pod.' },
    },
    'a younger one of its owner is well': {
      objects: [failed('Evicted', memory, { owner }), successor()],
      finding: { severity: 'info', about, path: 'status.reason', says: 'evicted' },
    },
    'a younger one of its owner is not well either': {
      objects: [failed('Evicted', memory, { owner }), successor({ ready: false, waiting: 'CrashLoopBackOff' })],
      finding: { severity: 'critical', about, path: 'status.reason', says: 'evicted' },
    },
    'a younger one of another owner is well': {
      objects: [failed('Evicted', memory, { owner }), successor({ metadata: ownedBy('ReplicaSet', 'api-77b') })],
      finding: { severity: 'critical', about, path: 'status.reason', says: 'evicted' },
    },
    'a Job tries again': {
      objects: [failed('Evicted', memory, { owner: 'Job/once' })],
      finding: { severity: 'warning', about, path: 'status.reason', says: 'evicted' },
    },
    'it is being deleted': {
      objects: [failed('Evicted', memory, { metadata: { deletionTimestamp: '2026-11-25T14:00:20Z' } })],
      finding: { severity: 'info', about, path: 'status.reason', says: 'evicted' },
    },
  },
  {
    'a pod that failed by itself': { objects: [failed('')] },
    'an older reason of a pod that runs': { objects: [failed('Evicted', '', { phase: 'Running' })] },
  },
);

ruleTable(
  refusedByNode,
  {
    'no room': {
      objects: [
        failed('OutOfcpu', 'Pod was rejected: Node didn’t have enough resource: cpu, requested: 4000, used: 3000'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.reason',
        value: 'OutOfcpu',
        says: 'Node node-1 refused the pod (OutOfcpu): Pod was rejected',
        remedy: 'takes the cpu of node node-1',
      },
    },
    'a device plugin': {
      objects: [
        failed('UnexpectedAdmissionError', 'Pod was rejected: Allocate failed due to no healthy devices present'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.reason',
        says: 'no healthy devices',
        remedy: 'device plugin',
      },
    },
    'room for a critical one': {
      objects: [failed('Preempting', 'Preempted in order to admit critical pod')],
      finding: { severity: 'critical', about, path: 'status.reason', says: 'ended the pod to make room' },
    },
    'replaced since': {
      objects: [failed('NodeAffinity', '', { owner }), successor()],
      finding: { severity: 'info', about, path: 'status.reason', says: 'NodeAffinity' },
    },
  },
  {
    'an eviction': { objects: [failed('Evicted', memory)] },
    'its own end': { objects: [failed('Error')] },
    'no room to schedule it': { objects: [pod('web-1', { phase: 'Pending', node: '', ready: false })] },
  },
);

ruleTable(
  nodeShutdown,
  {
    'a spot machine was taken': {
      objects: [failed('Terminated', 'Pod was terminated in response to imminent node shutdown.', { owner })],
      finding: {
        severity: 'critical',
        about,
        path: 'status.reason',
        value: 'Terminated',
        says: 'Node node-1 was shut down, and the pod with it (Terminated)',
      },
    },
    'the node took no more': {
      objects: [failed('NodeShutdown', 'Pod was rejected: Pod was rejected as the node is shutting down.')],
      finding: { severity: 'critical', about, path: 'status.reason', says: 'NodeShutdown' },
    },
    'replaced since, as most are': {
      objects: [
        failed('Terminated', 'Pod was terminated in response to imminent node shutdown.', { owner }),
        successor(),
      ],
      finding: { severity: 'info', about, path: 'status.reason', says: 'shut down' },
    },
  },
  {
    'a controller’s own word': { objects: [failed('Terminated', 'stopped by the workflow')] },
    'an eviction': { objects: [failed('Evicted', memory)] },
  },
);

ruleTable(
  deadlineExceeded,
  {
    'it ran too long': {
      objects: [
        failed('DeadlineExceeded', 'Pod was active on the node longer than the specified deadline', {
          spec: { nodeName: 'node-1', activeDeadlineSeconds: 3600, containers: [{ name: 'main' }] },
        }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.reason',
        value: 'DeadlineExceeded',
        says: 'longer than its deadline of 3600 s',
        remedy: 'activeDeadlineSeconds',
      },
    },
    'a Job tries again': {
      objects: [failed('DeadlineExceeded', '', { owner: 'Job/once' })],
      finding: { severity: 'warning', about, path: 'status.reason', says: 'deadline' },
    },
    'the Job’s next pod was done in time': {
      objects: [
        failed('DeadlineExceeded', '', { owner: 'Job/once' }),
        pod('web-2', {
          phase: 'Succeeded',
          ready: false,
          metadata: ownedBy('Job', 'once'),
          status: {
            containerStatuses: [{ name: 'main', state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
          },
        }),
      ],
      finding: { severity: 'info', about, path: 'status.reason', says: 'deadline' },
    },
  },
  {
    'a pod within its deadline': {
      objects: [pod('web-1', { spec: { nodeName: 'node-1', activeDeadlineSeconds: 36_000, containers: [] } })],
    },
  },
);

describe('a pod that failed as a whole', () => {
  it('is told of by one rule', async () => {
    for (const reason of ['Evicted', 'OutOfpods', 'NodeShutdown', 'DeadlineExceeded', 'Preempting']) {
      const rules = [evicted, refusedByNode, nodeShutdown, deadlineExceeded];
      const findings = await Promise.all(rules.map((rule) => findingsIn(rule, { objects: [failed(reason)] })));
      assert.equal(findings.flat().length, 1, reason);
    }
  });
});
