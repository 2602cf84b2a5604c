import { defineRule, list } from '../../core/rule.ts';
import { configMap } from '../../kube/kinds/configMap.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { explainedByReference } from './explainedByReference.ts';
import { missingNames } from './missingNames.ts';
import { makersRead } from './referrers.ts';

/** The kubelet makes no container and mounts no volume without it. */
export const missingConfigMap = defineRule({
  id: 'reference/missing-config-map',
  stage: 'reference',
  severity: 'critical',
  explains: explainedByReference,
  speaks:
    'A pod or a template takes its environment or a volume from a ConfigMap that does not exist: critical where a pod waits for it, a warning where the next one would.',
  silent:
    '`optional: true`; running pods of a workload; the first minute; kube-root-ca.crt, unless a pod waits for it.',
  needs: { pods: list(pod), configMaps: list(configMap) },
  uses: makersRead,
  judge: ({ configMaps, ...world }) =>
    missingNames(world, {
      rule: 'reference/missing-config-map',
      kind: 'ConfigMap',
      uses: ['env', 'envFrom', 'volume'],
      there: configMaps,
      isMadeByCluster: (name) => name === 'kube-root-ca.crt',
    }),
});
