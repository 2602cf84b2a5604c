import { autoscalerCannotHelp } from '../../../../src/rules/scheduling/autoscalerCannotHelp.ts';
import { resourceClaimUnmet } from '../../../../src/rules/scheduling/resourceClaimUnmet.ts';
import { schedulerAbsent } from '../../../../src/rules/scheduling/schedulerAbsent.ts';
import { waitingForNewNode } from '../../../../src/rules/scheduling/waitingForNewNode.ts';
import { pod } from '../objects.ts';
import { ruleTable } from '../ruleTable.ts';
import { counted, waiting, asks, node, running, about, event } from './placingWorld.ts';

ruleTable(
  resourceClaimUnmet,
  {
    'by the words of the scheduler, which alone knows': {
      objects: [waiting({}, counted('1 cannot allocate all claims')), node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: 'status.conditions[0].message',
        says: '0/1 nodes are available: 1 cannot allocate all claims.',
      },
    },
  },
  { 'none is claimed': { objects: [waiting(), node('node-1')] } },
);

ruleTable(
  schedulerAbsent,
  {
    'its scheduler is not installed': {
      objects: [waiting({ schedulerName: 'batch' }, null), node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.schedulerName',
        value: 'batch',
        says: 'for 20m: nobody seems to serve schedulerName batch',
        remedy: 'start the scheduler batch',
      },
    },
    'the default one has stopped': {
      objects: [waiting({ schedulerName: 'default-scheduler' }, null), placed('13:30'), node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.schedulerName',
        says: 'default-scheduler',
        remedy: 'kube-scheduler',
      },
    },
  },
  {
    'it has placed another since': {
      objects: [waiting({ schedulerName: 'default-scheduler' }, null), placed('13:50'), node('node-1')],
    },
    'it has written an event': {
      objects: [
        waiting({ schedulerName: 'batch' }, null),
        node('node-1'),
        event('FailedScheduling', 'queue is full', '13:45'),
      ],
    },
    'not a minute has passed': {
      objects: [
        waiting({ schedulerName: 'batch' }, null, { metadata: { creationTimestamp: '2026-11-25T13:59:15Z' } }),
        node('node-1'),
      ],
    },
    'it was looked at': { objects: [waiting({ schedulerName: 'batch' }, ''), node('node-1')] },
  },
);

const full = [waiting(asks({ cpu: '5' }), counted('1 Insufficient cpu')), node('node-1')];

ruleTable(
  waitingForNewNode,
  {
    'cluster-autoscaler makes one': {
      objects: [...full, event('TriggeredScaleUp', 'pod triggered scale-up', '13:55')],
      finding: { severity: 'info', about, path: 'reason', value: 'TriggeredScaleUp', says: 'pod triggered scale-up' },
    },
    'Karpenter makes one': {
      objects: [...full, event('Nominated', 'Pod should schedule on: nodeclaim/a', '13:59', 'karpenter')],
      finding: { severity: 'info', about, path: 'reason', says: 'nodeclaim/a' },
    },
  },
  {
    'that was promised half an hour ago': { objects: [...full, event('TriggeredScaleUp', 'scale-up', '13:30')] },
    'that was taken back': {
      objects: [
        ...full,
        event('TriggeredScaleUp', 'pod triggered scale-up', '13:55'),
        event('NotTriggerScaleUp', "pod didn't trigger scale-up", '13:58'),
      ],
    },
    'of a former pod of the same name': {
      objects: [...full, { ...event('TriggeredScaleUp', 'scale-up', '13:55', 'cluster-autoscaler', 'another') }],
    },
  },
);

ruleTable(
  autoscalerCannotHelp,
  {
    'cluster-autoscaler says so': {
      objects: [...full, event('NotTriggerScaleUp', 'max node group size reached', '13:55')],
      finding: { severity: 'critical', about, path: 'message', says: 'max node group size reached' },
    },
    'Karpenter says so': {
      objects: [...full, event('FailedScheduling', 'Failed to schedule pod, incompatible', '13:55', 'karpenter')],
      finding: { severity: 'critical', about, path: 'message', says: 'incompatible' },
    },
  },
  {
    'it says nothing': { objects: full },
    'a node is made since': {
      objects: [
        ...full,
        event('NotTriggerScaleUp', 'backoff', '13:50'),
        event('TriggeredScaleUp', 'pod triggered scale-up', '13:55'),
      ],
    },
    'the pod runs since': {
      objects: [
        running('web-1', 'node-1'),
        node('node-1'),
        event('NotTriggerScaleUp', 'max node group size reached', '13:55'),
      ],
    },
  },
);

/** Another pod of the default scheduler, placed at that time. */
function placed(time: string): object {
  const conditions = [{ type: 'PodScheduled', status: 'True', lastTransitionTime: `2026-11-25T${time}:00Z` }];
  return pod('other', {
    node: 'node-1',
    spec: { nodeName: 'node-1', schedulerName: 'default-scheduler' },
    status: { conditions },
  });
}
