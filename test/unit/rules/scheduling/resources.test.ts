import { extendedResourceAbsent } from '../../../../src/rules/scheduling/extendedResourceAbsent.ts';
import { insufficientCpu } from '../../../../src/rules/scheduling/insufficientCpu.ts';
import { insufficientEphemeralStorage } from '../../../../src/rules/scheduling/insufficientEphemeralStorage.ts';
import { insufficientExtendedResource } from '../../../../src/rules/scheduling/insufficientExtendedResource.ts';
import { insufficientMemory } from '../../../../src/rules/scheduling/insufficientMemory.ts';
import { tooManyPods } from '../../../../src/rules/scheduling/tooManyPods.ts';
import { inNamespace, pod } from '../objects.ts';
import { ruleTable } from '../ruleTable.ts';
import {
  young,
  counted,
  waiting,
  asks,
  node,
  running,
  tainted,
  controlPlane,
  about,
  forNode,
  event,
} from './placingWorld.ts';

ruleTable(
  insufficientCpu,
  {
    'the worker is full, and the control plane is for nobody else': {
      objects: [
        waiting(asks({ cpu: '3' }), counted('1 Insufficient cpu', '1 node(s) had untolerated taint(s)')),
        running('full', 'node-1', asks({ cpu: '3500m' })),
        node('node-1'),
        controlPlane,
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.containers[0].resources.requests.cpu',
        value: '3',
        says: 'node-1: 500m of 4 cpu are free, the pod requests 3; control-plane: has a taint',
        remedy: 'request at most 500m cpu (now 3)',
      },
    },
    'a node that is kept for others has room': {
      objects: [
        waiting(asks({ cpu: '3' }), counted('2 Insufficient cpu', '1 node(s) had untolerated taint(s)')),
        ...['node-1', 'node-2'].flatMap((name) => [node(name), running(`full-${name}`, name, asks({ cpu: '4' }))]),
        tainted('node-3', 'dedicated'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.containers[0].resources.requests.cpu',
        says: '2 nodes: Insufficient cpu (node-1: 0 of 4 cpu are free, the pod requests 3)',
        remedy: 'free 3 cpu on node-1',
      },
    },
    'a new node is on its way': {
      objects: [
        waiting(asks({ cpu: '5' }), counted('1 Insufficient cpu')),
        node('node-1'),
        event('TriggeredScaleUp', 'pod triggered scale-up', '13:55'),
      ],
      finding: { severity: 'info', about, path: 'spec.containers[0].resources.requests.cpu', says: 'on its way' },
    },
    'room is being made by preemption': {
      objects: [
        waiting(asks({ cpu: '3' }), counted('1 Insufficient cpu'), {}, { nominatedNodeName: 'node-1' }),
        running('full', 'node-1', asks({ cpu: '2' })),
        node('node-1'),
      ],
      finding: { severity: 'warning', about, path: 'spec.containers[0].resources.requests.cpu', says: 'by preemption' },
    },
    'the scheduler says otherwise': {
      objects: [waiting(asks({ cpu: '5' }), counted('1 node(s) were unschedulable')), node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.containers[0].resources.requests.cpu',
        says: 'Its scheduler says otherwise: 0/1 nodes are available: 1 node(s) were unschedulable',
        confidence: 0.6,
      },
    },
    'the scheduler says so, and by now there is room': {
      objects: [waiting(asks({ cpu: '3' }), counted('1 Insufficient cpu')), node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.containers[0].resources.requests.cpu',
        says: 'By what can be read now node node-1 would take it',
        confidence: 0.5,
      },
    },
    'another scheduler than the default one is asked': {
      objects: [waiting({ ...asks({ cpu: '5' }), schedulerName: 'batch' }, ''), node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.containers[0].resources.requests.cpu',
        says: 'its own is batch',
        confidence: 0.7,
      },
    },
    'the nodes may not be read: by the words of the scheduler': {
      objects: [
        waiting(asks({ cpu: '5' }), counted('1 node(s) had untolerated taint(s)', '1 Insufficient cpu')),
        node('node-1'),
      ],
      forbidden: ['nodes'],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.containers[0].resources.requests.cpu',
        says: '1 Insufficient cpu.',
        confidence: 0.7,
      },
    },
  },
  {
    'it fits, and the scheduler has not said anything': {
      objects: [waiting(asks({ cpu: '3' }), ''), node('node-1')],
    },
    'it has just come': {
      objects: [
        waiting(asks({ cpu: '5' }), counted('1 Insufficient cpu'), { metadata: { creationTimestamp: young } }),
        node('node-1'),
      ],
    },
    'it is being deleted': {
      objects: [
        waiting(asks({ cpu: '5' }), counted('1 Insufficient cpu'), { metadata: { deletionTimestamp: young } }),
        node('node-1'),
      ],
    },
    'it is gated': {
      objects: [waiting({ ...asks({ cpu: '5' }), schedulingGates: [{ name: 'example.com/quota' }] }), node('node-1')],
    },
    'it runs': { objects: [running('web-1', 'node-1', asks({ cpu: '5' })), node('node-1')] },
    'of a full node, where memory alone decides': {
      objects: [waiting(asks({ memory: '20Gi' }), counted('1 Insufficient memory')), node('node-1')],
    },
    'the pods of another namespace have ended': {
      objects: [
        waiting(asks({ cpu: '3' }), ''),
        inNamespace('batch', pod('done', { phase: 'Succeeded', spec: { nodeName: 'node-1', ...asks({ cpu: '4' }) } })),
        node('node-1'),
      ],
    },
  },
);

ruleTable(
  insufficientMemory,
  {
    'more than any node has; of a DaemonSet, whose pod is for one node': {
      objects: [
        waiting(
          { ...asks({ memory: '20Gi' }), affinity: forNode('node-1') },
          counted('1 Insufficient memory', "1 node(s) didn't satisfy plugin(s) [NodeAffinity]"),
        ),
        node('node-1'),
        node('node-2', { allocatable: { memory: '64Gi' } }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.containers[0].resources.requests.memory',
        value: '20Gi',
        says: 'node-1: 16Gi of 16Gi memory are free, the pod requests 20Gi.',
        remedy: 'request at most 16Gi memory',
      },
    },
    'pods of other namespaces take it': {
      objects: [
        waiting(asks({ memory: '4Gi' }), counted('1 Insufficient memory')),
        inNamespace('batch', running('big', 'node-1', asks({ memory: '14Gi' }))),
        node('node-1'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.containers[0].resources.requests.memory',
        says: '2Gi of 16Gi memory are free',
      },
    },
  },
  {
    'the half of the message that is about preemption names it': {
      objects: [waiting(asks({ cpu: '5' }), counted('1 Insufficient cpu')), node('node-1')],
    },
  },
);

ruleTable(
  insufficientEphemeralStorage,
  {
    'a larger disk is wanted': {
      objects: [
        waiting(asks({ 'ephemeral-storage': '90Gi' }), counted('1 Insufficient ephemeral-storage')),
        node('node-1', { allocatable: { 'ephemeral-storage': '80Gi' } }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.containers[0].resources.requests.ephemeral-storage',
        says: '80Gi of 80Gi ephemeral-storage',
      },
    },
  },
  { 'nothing is requested': { objects: [waiting(), node('node-1')] } },
);

const gpu = { 'nvidia.com/gpu': '1' };
const taken = [running('train', 'node-1', asks(gpu)), node('node-1', { allocatable: gpu })];
const wantsGpu = waiting(asks(gpu), counted('1 Insufficient nvidia.com/gpu'));

ruleTable(
  insufficientExtendedResource,
  {
    'the one GPU is taken': {
      objects: [wantsGpu, ...taken],
      finding: {
        severity: 'critical',
        about,
        path: "spec.containers[0].resources.requests['nvidia.com/gpu']",
        says: '0 of 1 nvidia.com/gpu are free',
      },
    },
  },
  { 'no node has any': { objects: [wantsGpu, node('node-1')] } },
);

ruleTable(
  extendedResourceAbsent,
  {
    'no node has any': {
      objects: [wantsGpu, node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: "spec.containers[0].resources.requests['nvidia.com/gpu']",
        says: 'has no nvidia.com/gpu',
        remedy: 'device plugin',
      },
    },
  },
  { 'the one GPU is taken': { objects: [wantsGpu, ...taken] } },
);

ruleTable(
  tooManyPods,
  {
    'the node has as many as it may': {
      objects: [
        waiting({}, counted('1 Too many pods')),
        running('other', 'node-1'),
        node('node-1', { allocatable: { pods: '1' } }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.allocatable.pods',
        value: '1',
        says: 'has 1 of 1 pods',
      },
    },
  },
  {
    'those that ended take no room': {
      objects: [
        waiting(),
        pod('done', { phase: 'Succeeded', node: 'node-1' }),
        node('node-1', { allocatable: { pods: '1' } }),
      ],
    },
  },
);
