import { cordoned } from '../../../src/rules/node/cordoned.ts';
import { diskPressure } from '../../../src/rules/node/diskPressure.ts';
import { heartbeatStale } from '../../../src/rules/node/heartbeatStale.ts';
import { memoryPressure } from '../../../src/rules/node/memoryPressure.ts';
import { networkUnavailable } from '../../../src/rules/node/networkUnavailable.ts';
import { pidPressure } from '../../../src/rules/node/pidPressure.ts';
import { node } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

const about = 'Node/node-1';

function withCondition(type: string, status: string, fields: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-1', ...fields },
    status: {
      conditions: [
        { type: 'Ready', status: 'True' },
        { type, status, message: 'kubelet says so' },
      ],
    },
  };
}

for (const [rule, type, says] of [
  [memoryPressure, 'MemoryPressure', 'short of memory'],
  [diskPressure, 'DiskPressure', 'short of disk'],
  [pidPressure, 'PIDPressure', 'short of process ids'],
  [networkUnavailable, 'NetworkUnavailable', 'network of the node is not set up'],
] as const)
  ruleTable(
    rule,
    {
      'the condition is True': {
        objects: [withCondition(type, 'True')],
        finding: { severity: 'critical', about, path: 'status.conditions[1].status', value: 'True', says },
      },
      'the node is being deleted': {
        objects: [withCondition(type, 'True', { deletionTimestamp: '2026-11-25T13:59:00Z' })],
        finding: { severity: 'info', about, path: 'status.conditions[1].status', says },
      },
    },
    {
      'the condition is False': { objects: [withCondition(type, 'False')] },
      'the condition is Unknown: the node is not ready then': { objects: [withCondition(type, 'Unknown')] },
      'there is no such condition': { objects: [node('node-1')] },
    },
  );

function unschedulable(timeAdded?: string, fields: object = {}): object {
  const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'node-1', ...fields },
    spec: { unschedulable: true, taints: [timeAdded === undefined ? taint : { ...taint, timeAdded }] },
  };
}

ruleTable(
  cordoned,
  {
    'since nobody knows when': {
      objects: [unschedulable()],
      finding: { severity: 'info', about, path: 'spec.unschedulable', value: true, says: 'takes no new pods' },
    },
    'for two days': {
      objects: [unschedulable('2026-11-23T10:00:00Z')],
      finding: { severity: 'warning', about, path: 'spec.unschedulable', says: 'since 2026-11-23T10:00:00Z' },
    },
    'for an hour': {
      objects: [unschedulable('2026-11-25T13:00:00Z')],
      finding: { severity: 'info', about, path: 'spec.unschedulable', says: 'is cordoned' },
    },
  },
  {
    'it takes pods': { objects: [node('node-1')] },
    'it is being deleted': { objects: [unschedulable(undefined, { deletionTimestamp: '2026-11-25T13:59:00Z' })] },
  },
);

const renewed = (renewTime: string, namespace = 'kube-node-lease'): object => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'node-1', namespace },
  spec: { holderIdentity: 'node-1', renewTime },
});
const namespace = 'kube-node-lease';

ruleTable(
  heartbeatStale,
  {
    'the lease is three minutes old and the node still ready': {
      namespace,
      objects: [node('node-1'), renewed('2026-11-25T13:57:00.123456Z')],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.renewTime',
        value: '2026-11-25T13:57:00.123456Z',
        says: 'for 180 s',
      },
    },
  },
  {
    'the lease is fresh': { namespace, objects: [node('node-1'), renewed('2026-11-25T13:59:55Z')] },
    'the node is not ready, which is said': {
      namespace,
      objects: [node('node-1', 'Unknown'), renewed('2026-11-25T13:50:00Z')],
    },
    'a lease of that name elsewhere': {
      namespace: 'shop',
      objects: [node('node-1'), renewed('2026-11-25T13:50:00Z', 'shop')],
    },
    'there is no lease': { namespace, objects: [node('node-1')] },
  },
);
