import type { Finding } from '../../core/finding.ts';
import { defineRule } from '../../core/rule.ts';
import { age } from '../../kube/age.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { waitedFor } from '../../kube/scheduling/waitsForNode.ts';
import { explainedByScheduling } from './explainedByScheduling.ts';
import { schedulerOf } from './lacksScheduler.ts';
import { schedulingNeeds, schedulingUses } from './schedulingWorld.ts';
import { waitingPods } from './waitingPods.ts';

/** A scheduler writes the condition PodScheduled at its first try, whatever comes of it. */
export const schedulerAbsent = defineRule({
  id: 'scheduling/scheduler-absent',
  stage: 'scheduling',
  severity: 'critical',
  explains: explainedByScheduling,
  speaks:
    'A pod is without a node for over a minute, has neither a condition PodScheduled nor an event, and its scheduler has placed no pod since.',
  silent: 'Pods that a scheduler has tried to place; a scheduler that places others meanwhile.',
  needs: schedulingNeeds,
  uses: schedulingUses,
  judge(world) {
    return waitingPods(world)
      .filter(({ isUnseen }) => isUnseen)
      .map(({ pod }): Finding => {
        const name = schedulerOf(pod);
        const object = refOf(podKind, pod);
        return {
          rule: 'scheduling/scheduler-absent',
          severity: 'critical',
          object,
          message: `No scheduler has looked at the pod for ${age(waitedFor(pod, world.now))}: nobody seems to serve schedulerName ${name}.`,
          evidence: [{ object, path: 'spec.schedulerName', value: pod.spec?.schedulerName ?? null }],
          remedy:
            name === 'default-scheduler'
              ? 'See whether kube-scheduler runs (its pods in kube-system, its lease there).'
              : `Correct schedulerName, or start the scheduler ${name}.`,
        };
      });
  },
});
