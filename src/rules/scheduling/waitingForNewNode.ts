import type { Finding } from '../../core/finding.ts';
import { defineRule } from '../../core/rule.ts';
import { eventRef } from '../../kube/eventsAbout.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { schedulingNeeds, schedulingUses } from './schedulingWorld.ts';
import { waitingPods } from './waitingPods.ts';

export const waitingForNewNode = defineRule({
  id: 'scheduling/waiting-for-new-node',
  stage: 'scheduling',
  severity: 'info',
  speaks:
    'A pod waits for a node, and within the last 10 minutes an autoscaler said that it makes one for it. What keeps the pod from the others is information then.',
  silent: 'A promise that is older; one that was taken back since (scheduling/autoscaler-cannot-help).',
  needs: schedulingNeeds,
  uses: schedulingUses,
  judge(world) {
    return waitingPods(world).flatMap(({ pod, newNode }): Finding[] => {
      if (newNode === undefined) return [];
      return [
        {
          rule: 'scheduling/waiting-for-new-node',
          severity: 'info',
          object: refOf(podKind, pod),
          message: `The pod waits for a new node: ${newNode.message}`,
          evidence: [
            { object: eventRef(newNode), path: 'reason', value: newNode.reason },
            { object: eventRef(newNode), path: 'message', value: newNode.message },
          ],
          remedy: 'Wait: a machine takes some minutes to join. After 10 minutes see why it does not.',
        },
      ];
    });
  },
});
