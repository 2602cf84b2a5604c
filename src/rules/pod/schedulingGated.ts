import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { age } from '../../kube/age.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { waitedFor } from '../../kube/scheduling/waitsForNode.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** As long as a scheduler is given: whoever set the gate may be about to take it away. */
const patience = 30_000;

export const schedulingGated = defineRule({
  id: 'pod/scheduling-gated',
  stage: 'scheduling',
  severity: 'warning',
  explains: ['rollout/stuck', 'workload/unavailable', 'service/no-ready-endpoints'],
  speaks: 'A pod is kept from the scheduler by schedulingGates that somebody has yet to take away.',
  silent: 'The first half minute; pods without gates.',
  needs: { pods: list(podKind) },
  uses: {},
  judge: ({ pods, now }) =>
    pods.flatMap((pod): readonly Finding[] => {
      const names = (pod.spec?.schedulingGates ?? []).flatMap(({ name = '' }) => (name === '' ? [] : [name]));
      const [first] = names;
      if (first === undefined || waitedFor(pod, now) < patience) return [];
      const object = refOf(podKind, pod);
      return [
        {
          rule: 'pod/scheduling-gated',
          severity: unlessDeleted(pod, 'warning'),
          object,
          message: `The pod is not scheduled: its ${names.length === 1 ? 'gate' : 'gates'} ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} closed for ${age(waitedFor(pod, now))}.`,
          evidence: names.map((value, index) => ({ object, path: `spec.schedulingGates[${index}].name`, value })),
          remedy: `See whether the controller that set ${first} runs and what it waits for (a queue, a quota); it takes the gate out of spec.schedulingGates when it is satisfied.`,
        },
      ];
    }),
});
