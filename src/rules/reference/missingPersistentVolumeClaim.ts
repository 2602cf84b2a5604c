import { defineRule, list } from '../../core/rule.ts';
import { persistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { explainedByReference } from './explainedByReference.ts';
import { missingNames } from './missingNames.ts';
import { makersRead } from './referrers.ts';

/** The scheduler binds no pod whose claim does not exist (plugins/volumebinding, 1.36). */
export const missingPersistentVolumeClaim = defineRule({
  id: 'reference/missing-persistent-volume-claim',
  stage: 'reference',
  severity: 'critical',
  explains: explainedByReference,
  speaks:
    'A pod or a template mounts a PersistentVolumeClaim that does not exist: critical where a pod waits for it, a warning where the next one would.',
  silent:
    'Claims of ephemeral volumes and of volumeClaimTemplates, which are made for the pod; running pods of a workload; the first minute.',
  needs: { pods: list(pod), claims: list(persistentVolumeClaim) },
  uses: makersRead,
  judge: ({ claims, ...world }) =>
    missingNames(world, {
      rule: 'reference/missing-persistent-volume-claim',
      kind: 'PersistentVolumeClaim',
      uses: ['volume'],
      there: claims,
    }),
});
