import { defineRule, list } from '../../core/rule.ts';
import { secret } from '../../kube/kinds/secret.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { explainedByReference } from './explainedByReference.ts';
import { missingNames } from './missingNames.ts';
import { makersRead } from './referrers.ts';

/** The kubelet pulls without it, which is enough for public images. */
export const missingPullSecret = defineRule({
  id: 'reference/missing-pull-secret',
  stage: 'reference',
  severity: 'critical',
  explains: explainedByReference,
  speaks:
    'imagePullSecrets of a pod or a template names a Secret that does not exist: critical where the registry refuses an image of a pod, a warning otherwise.',
  silent: 'Running pods of a workload whose template does not name it; the first minute.',
  needs: { pods: list(pod), secrets: list(secret) },
  uses: makersRead,
  judge: ({ secrets, ...world }) =>
    missingNames(world, {
      rule: 'reference/missing-pull-secret',
      kind: 'Secret',
      uses: ['pull-secret'],
      there: secrets,
    }),
});
