import { defineRule, list } from '../../core/rule.ts';
import { priorityClass } from '../../kube/kinds/priorityClass.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { explainedByReference } from './explainedByReference.ts';
import { missingNames } from './missingNames.ts';
import { makersRead } from './referrers.ts';

/** Admission refuses pods of a class that does not exist (plugin/pkg/admission/priority, 1.36). The API server makes its own classes. */
export const missingPriorityClass = defineRule({
  id: 'reference/missing-priority-class',
  stage: 'reference',
  severity: 'critical',
  explains: ['rollout/create-refused', ...explainedByReference],
  speaks:
    'A template names a PriorityClass that does not exist: critical where pods cannot be made, a warning where the next one could not.',
  silent:
    'Pods that are there, which have their priority already; the classes `system-node-critical` and `system-cluster-critical`; the first minute.',
  needs: { pods: list(pod), classes: list(priorityClass, 'cluster') },
  uses: makersRead,
  judge: ({ classes, ...world }) =>
    missingNames(world, {
      rule: 'reference/missing-priority-class',
      kind: 'PriorityClass',
      uses: ['priority-class'],
      there: classes,
      isMadeByCluster: (name) => name.startsWith('system-'),
    }),
});
