import { notReady } from '../../../src/rules/node/notReady.ts';
import { nodeLost } from '../../../src/rules/pod/nodeLost.ts';
import { node, pod } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

ruleTable(
  notReady,
  {
    'the kubelet has not reported': {
      objects: [node('node-1'), node('node-2', 'Unknown')],
      finding: {
        severity: 'critical',
        about: 'Node/node-2',
        path: 'status.conditions[0].status',
        value: 'Unknown',
        says: 'its condition Ready is Unknown',
        remedy: 'kubelet runs and reaches the API server',
      },
    },
    'the kubelet says so itself': {
      objects: [node('node-1', 'False')],
      finding: {
        severity: 'critical',
        about: 'Node/node-1',
        path: 'status.conditions[0].status',
        value: 'False',
        says: 'its condition Ready is False',
        remedy: 'what the kubelet of node-1 complains of',
      },
    },
    'it has never reported': {
      objects: [{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } }],
      finding: {
        severity: 'critical',
        about: 'Node/node-1',
        path: 'status.conditions[*].type',
        value: null,
        says: 'absent',
      },
    },
  },
  {
    'ready nodes': { objects: [node('node-1')] },
    'no nodes at all, as a user sees who is on virtual ones': { objects: [] },
  },
);

ruleTable(
  nodeLost,
  {
    'the node is gone': {
      objects: [pod('api-1'), node('node-2')],
      finding: {
        severity: 'critical',
        about: 'Pod/shop/api-1',
        path: 'spec.nodeName',
        value: 'node-1',
        says: 'node node-1, which does not exist',
      },
    },
  },
  {
    'a node that is not ready': { objects: [pod('api-1'), node('node-1', 'False')] },
    'finished pods': { objects: [pod('api-1', { phase: 'Succeeded', ready: false })] },
    'a pod that is being deleted': {
      objects: [pod('api-1', { metadata: { deletionTimestamp: '2026-11-25T14:00:20Z' } })],
    },
    'a pod without a node': { objects: [pod('api-1', { spec: { nodeName: undefined } })] },
  },
);
