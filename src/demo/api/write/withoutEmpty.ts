import type { Json, JsonObject } from '../../../core/json.ts';
import { isObject } from '../../kubeObject.ts';
import { withEach, withMap } from '../../world/withDefaults.ts';

/** Maps and lists of a pod's spec that are `omitempty`. Structs, such as an empty securityContext or emptyDir, stay. */
const ofPodSpec: readonly string[] = [
  ...['nodeSelector', 'tolerations', 'volumes', 'initContainers', 'imagePullSecrets', 'hostAliases'],
  ...['topologySpreadConstraints', 'readinessGates'],
];
const ofContainer: readonly string[] = ['command', 'args', 'env', 'envFrom', 'ports', 'volumeMounts', 'volumeDevices'];
const ofResources: readonly string[] = ['limits', 'requests', 'claims'];

/**
 * An object as Go reads it and writes it again: of metadata and of pods, and of the templates of both, maps and lists that are empty or
 * null are not there. Source: the tags of ObjectMeta, k8s.io/apimachinery/pkg/apis/meta/v1/types.go, and PodSpec, k8s.io/api/core/v1/types.go.
 */
export function withoutEmpty(object: JsonObject): JsonObject {
  const bare = withMap(object, 'metadata', filled);
  return withMap(bare, 'spec', bare.kind === 'Pod' ? podSpec : workloadSpec);
}

function workloadSpec(spec: JsonObject): JsonObject {
  const ofPods = withMap(spec, 'template', (template) =>
    withMap(withMap(template, 'metadata', filled), 'spec', podSpec),
  );
  const ofJobs = withMap(ofPods, 'jobTemplate', withoutEmpty);
  return withEach(ofJobs, ['volumeClaimTemplates'], (claim) => withMap(claim, 'metadata', filled));
}

function podSpec(spec: JsonObject): JsonObject {
  return withEach(filled(spec, ofPodSpec), ['initContainers', 'containers'], (container) =>
    withMap(filled(container, ofContainer), 'resources', (resources) => filled(resources, ofResources)),
  );
}

/** Without those of the `fields` (absent: of all) in which there is nothing. */
function filled(map: JsonObject, fields?: readonly string[]): JsonObject {
  const isLeftOut = (key: string, value: Json | undefined): boolean =>
    (fields === undefined || fields.includes(key)) && isEmpty(value);
  return Object.fromEntries(Object.entries(map).filter(([key, value]) => !isLeftOut(key, value)));
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}
