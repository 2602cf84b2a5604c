import { defineRule, list } from '../../core/rule.ts';
import { serviceAccount } from '../../kube/kinds/serviceAccount.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { explainedByReference } from './explainedByReference.ts';
import { missingNames } from './missingNames.ts';
import { makersRead } from './referrers.ts';

/** Admission refuses pods of an account that does not exist (plugin/pkg/admission/serviceaccount, 1.36). */
export const missingServiceAccount = defineRule({
  id: 'reference/missing-service-account',
  stage: 'reference',
  severity: 'critical',
  explains: ['rollout/create-refused', ...explainedByReference],
  speaks:
    'A pod or a template names a service account that does not exist: critical where pods cannot be made or wait for their token, a warning where the next one could not be made.',
  silent:
    'The account `default`, which a controller makes a moment after the namespace, unless a pod waits for it; the first minute.',
  needs: { pods: list(pod), serviceAccounts: list(serviceAccount) },
  uses: makersRead,
  judge: ({ serviceAccounts, ...world }) =>
    missingNames(world, {
      rule: 'reference/missing-service-account',
      kind: 'ServiceAccount',
      uses: ['service-account'],
      there: serviceAccounts,
      isMadeByCluster: (name) => name === 'default',
    }),
});
