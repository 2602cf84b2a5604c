import type { JsonObject } from '../../core/json.ts';
import { isJsonObject, withoutKey } from '../jsonObject.ts';
import { partOf } from './objectParts.ts';

const hashLabel = 'pod-template-hash';

/**
 * The pod template of a workload, a ReplicaSet or of a ControllerRevision's patch, less what the controllers add: the hash label,
 * `$patch: replace`, and the `creationTimestamp: null` that older servers wrote into each template.
 */
export function templateOf(object: JsonObject): JsonObject {
  const template = withoutKey(partOf(object, 'spec', 'template'), '$patch');
  if (!isJsonObject(template.metadata)) return template;
  const made = template.metadata.creationTimestamp === null;
  const metadata = made ? withoutKey(template.metadata, 'creationTimestamp') : template.metadata;
  if (!isJsonObject(metadata.labels) || metadata.labels[hashLabel] === undefined) return { ...template, metadata };
  return { ...template, metadata: { ...metadata, labels: withoutKey(metadata.labels, hashLabel) } };
}
