import { noNodes } from '../../../../src/rules/scheduling/noNodes.ts';
import { nodeAffinityMismatch } from '../../../../src/rules/scheduling/nodeAffinityMismatch.ts';
import { nodeCordoned } from '../../../../src/rules/scheduling/nodeCordoned.ts';
import { nodeSelectorMismatch } from '../../../../src/rules/scheduling/nodeSelectorMismatch.ts';
import { untoleratedTaint } from '../../../../src/rules/scheduling/untoleratedTaint.ts';
import { ruleTable } from '../ruleTable.ts';
import {
  counted,
  waiting,
  asks,
  node,
  tainted,
  controlPlane,
  about,
  zone,
  affinityWords,
  forNode,
  inZone,
  cordoned,
} from './placingWorld.ts';

ruleTable(
  nodeCordoned,
  {
    'the only worker is cordoned': {
      objects: [
        waiting({}, counted('1 node(s) were unschedulable', '1 node(s) had untolerated taint(s)')),
        cordoned('node-1'),
        controlPlane,
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.unschedulable',
        value: true,
        says: 'node-1: is cordoned',
        remedy: 'The smallest change: uncordon node-1. ',
      },
    },
  },
  {
    'another node takes it': { objects: [waiting(), cordoned('node-1'), node('node-2')] },
    'the pod tolerates it': {
      objects: [waiting({ tolerations: [{ operator: 'Exists' }] }), cordoned('node-1')],
    },
  },
);

ruleTable(
  untoleratedTaint,
  {
    'all nodes are kept for others': {
      objects: [
        waiting({}, counted('2 node(s) had untolerated taint(s)')),
        tainted('node-1', 'dedicated'),
        tainted('node-2', 'dedicated'),
        controlPlane,
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.taints[0].key',
        value: 'dedicated',
        says: 'node-1: has a taint that the pod does not tolerate: dedicated:NoSchedule',
        remedy: 'let the pod tolerate dedicated:NoSchedule, or take that off node-1',
      },
    },
    'the node is not ready: nothing that the pod should tolerate': {
      objects: [
        waiting({}, counted('1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }')),
        tainted('node-1', 'node.kubernetes.io/not-ready'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.taints[0].key',
        says: 'not-ready',
        remedy: 'The smallest change: mend node-1, so that it loses its taint node.kubernetes.io/not-ready.',
      },
    },
  },
  {
    'a taint that is only a preference': { objects: [waiting(), tainted('node-1', 'dedicated', 'PreferNoSchedule')] },
    'a cordoned node has a taint too': {
      objects: [waiting({}, counted('1 node(s) were unschedulable')), cordoned('node-1')],
    },
    'the control plane is one of two, and the other is full': {
      objects: [waiting(asks({ cpu: '5' }), counted('1 Insufficient cpu')), node('node-1'), controlPlane],
    },
  },
);

ruleTable(
  nodeSelectorMismatch,
  {
    'the label has another value': {
      objects: [waiting({ nodeSelector: { disk: 'ssd' } }, affinityWords), node('node-1', { labels: { disk: 'hdd' } })],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.nodeSelector.disk',
        value: 'ssd',
        says: 'wants disk=ssd, the node has disk=hdd',
        remedy: 'kubectl label node NAME disk=ssd',
      },
    },
  },
  {
    'the node has it': {
      objects: [waiting({ nodeSelector: { disk: 'ssd' } }), node('node-1', { labels: { disk: 'ssd' } })],
    },
    'an affinity does not match': {
      objects: [waiting({ affinity: inZone('c') }, affinityWords), zone('node-1', 'a')],
    },
  },
);

ruleTable(
  nodeAffinityMismatch,
  {
    'no node is in that zone': {
      objects: [waiting({ affinity: inZone('c') }, affinityWords), zone('node-1', 'a')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key',
        value: 'topology.kubernetes.io/zone',
        says: 'topology.kubernetes.io/zone in (c)',
      },
    },
    'its one node is gone': {
      objects: [waiting({ affinity: forNode('node-9') }, affinityWords), node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values',
        value: ['node-9'],
        says: 'none of the nodes that it names exists',
      },
    },
  },
  {
    'it is only preferred': {
      objects: [
        waiting({
          affinity: {
            nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] },
          },
        }),
        node('node-1'),
      ],
    },
  },
);

ruleTable(
  noNodes,
  {
    'there is none': {
      objects: [waiting({}, 'no nodes available to schedule pods')],
      finding: { severity: 'critical', about, path: 'spec.nodeName', value: null, says: 'there are no nodes' },
    },
  },
  {
    'they may not be read': { objects: [waiting(asks({ cpu: '1' }), '')], forbidden: ['nodes'] },
  },
);
