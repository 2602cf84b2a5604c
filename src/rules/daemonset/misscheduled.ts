import { counted } from '../../core/counted.ts';
import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** Its controller deletes such pods, unless a taint came later that only keeps new ones off (NoSchedule). */
export const misscheduled = defineRule({
  id: 'daemonset/misscheduled',
  stage: 'scheduling',
  severity: 'warning',
  speaks: 'Pods of a DaemonSet run on nodes that should have none.',
  silent: 'No such pod.',
  needs: { daemonSets: list(daemonSet) },
  uses: {},
  judge({ daemonSets }) {
    return daemonSets.flatMap((one): Finding[] => {
      const count = one.status?.numberMisscheduled ?? 0;
      if (count <= 0) return [];
      const object = refOf(daemonSet, one);
      return [
        {
          rule: 'daemonset/misscheduled',
          severity: unlessDeleted(one, 'warning'),
          object,
          message: `${counted(count, 'pod')} ${count === 1 ? 'runs on a node' : 'run on nodes'} that should not have one: a taint that came later, or labels that changed.`,
          evidence: [{ object, path: 'status.numberMisscheduled', value: count }],
          remedy: `Compare the selector and the tolerations of DaemonSet ${object.name} with the labels and taints of its nodes; a pod that NoSchedule alone speaks against goes when it is deleted.`,
        },
      ];
    });
  },
});
