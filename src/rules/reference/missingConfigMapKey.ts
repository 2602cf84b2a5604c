import { byName, defineRule, list } from '../../core/rule.ts';
import { configMap } from '../../kube/kinds/configMap.ts';
import { event } from '../../kube/kinds/event.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { explainedByReference } from './explainedByReference.ts';
import { missingKeyFindings } from './missingKeyFindings.ts';
import { makersRead } from './referrers.ts';

/** Lists tell no keys: the kubelet does, and the ConfigMap itself where it was asked for. */
export const missingConfigMapKey = defineRule({
  id: 'reference/missing-config-map-key',
  stage: 'reference',
  severity: 'critical',
  explains: explainedByReference,
  speaks:
    'The kubelet says that a pod waits for a key that its ConfigMap has not; or a template names a key that a ConfigMap which was looked at has not: a warning.',
  silent: '`optional: true`; ConfigMaps whose keys were not read, while no pod waits for one; the first minute.',
  needs: { pods: list(pod) },
  uses: { ...makersRead, events: list(event), configMaps: byName(configMap) },
  judge: ({ events, configMaps, ...world }) =>
    missingKeyFindings(world, {
      rule: 'reference/missing-config-map-key',
      kind: 'ConfigMap',
      events,
      lacks: ({ name, use }, key, namespace) => {
        const named = configMaps?.get(namespace, name);
        if (named?.state !== 'found') return false;
        const { data, binaryData } = named.object;
        // Variables are text: of binaryData only volumes are made
        const keys = [data, ...(use === 'volume' ? [binaryData] : [])];
        return !keys.some((one) => one !== undefined && Object.hasOwn(one, key));
      },
    }),
});
