import { defineRule, list } from '../../core/rule.ts';
import { runtimeClass } from '../../kube/kinds/runtimeClass.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { explainedByReference } from './explainedByReference.ts';
import { missingNames } from './missingNames.ts';
import { makersRead } from './referrers.ts';

/** Admission refuses pods of a class that does not exist (plugin/pkg/admission/runtimeclass, 1.36). */
export const missingRuntimeClass = defineRule({
  id: 'reference/missing-runtime-class',
  stage: 'reference',
  severity: 'critical',
  explains: ['rollout/create-refused', ...explainedByReference],
  speaks:
    'A pod or a template names a RuntimeClass that does not exist: critical where pods cannot be made or wait for their sandbox, a warning where the next one could not be made.',
  silent: 'Running pods of a workload; the first minute.',
  needs: { pods: list(pod), classes: list(runtimeClass, 'cluster') },
  uses: makersRead,
  judge: ({ classes, ...world }) =>
    missingNames(world, {
      rule: 'reference/missing-runtime-class',
      kind: 'RuntimeClass',
      uses: ['runtime-class'],
      there: classes,
    }),
});
