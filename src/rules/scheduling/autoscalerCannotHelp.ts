import type { Finding } from '../../core/finding.ts';
import { defineRule } from '../../core/rule.ts';
import { eventRef } from '../../kube/eventsAbout.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { schedulingNeeds, schedulingUses } from './schedulingWorld.ts';
import { waitingPods } from './waitingPods.ts';

export const autoscalerCannotHelp = defineRule({
  id: 'scheduling/autoscaler-cannot-help',
  stage: 'scheduling',
  severity: 'critical',
  explains: ['workload/unavailable', 'rollout/stuck', 'rollout/deadline-exceeded'],
  speaks: 'A pod waits for a node, and the last that an autoscaler said of it is that no new node would take it.',
  silent: 'Clusters without an autoscaler; a node that is on its way since (scheduling/waiting-for-new-node).',
  needs: schedulingNeeds,
  uses: schedulingUses,
  judge(world) {
    return waitingPods(world).flatMap(({ pod, noNewNode }): Finding[] => {
      if (noNewNode === undefined) return [];
      return [
        {
          rule: 'scheduling/autoscaler-cannot-help',
          severity: 'critical',
          object: refOf(podKind, pod),
          message: `The autoscaler makes no node for the pod: ${noNewNode.message}`,
          evidence: [
            { object: eventRef(noNewNode), path: 'message', value: noNewNode.message },
            { object: eventRef(noNewNode), path: 'reason', value: noNewNode.reason },
          ],
          remedy:
            'Raise the size that the node group may have, add one whose nodes fit the pod, or change what the pod asks for.',
        },
      ];
    });
  },
});
