import { isRecord, type JsonObject } from '../../core/json.ts';
import { isJsonObject, withoutKey } from '../../kube/jsonObject.ts';
import { lastingParts } from './lastingParts.ts';

/** The labels by which a Job finds its pods: the server writes them anew (pkg/registry/batch/job/strategy.go, generateSelector). */
const jobLabels = ['controller-uid', 'job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name'];

/** By which the volume controller knows that a claim is bound (pkg/controller/volume/persistentvolume). */
const boundBy = ['pv.kubernetes.io/bind-completed', 'pv.kubernetes.io/bound-by-controller'];

/** The manifest that makes a deleted object again: as it was wanted, less what only the one that is gone could have. */
export function recreated(object: JsonObject): JsonObject {
  const wanted = lastingParts(object);
  const spec = isJsonObject(wanted.spec) ? wanted.spec : {};
  switch (wanted.kind) {
    case 'Pod':
      // Its scheduler chooses a node, as for any new pod
      return { ...wanted, spec: withoutKey(spec, 'nodeName') };
    case 'PersistentVolumeClaim':
      return { ...withoutNames(wanted, 'annotations', boundBy), spec: withoutKey(spec, 'volumeName') };
    case 'Job': {
      if (spec.manualSelector === true) return wanted;
      const template = isJsonObject(spec.template) ? withoutNames(spec.template, 'labels', jobLabels) : {};
      return { ...withoutNames(wanted, 'labels', jobLabels), spec: { ...withoutKey(spec, 'selector'), template } };
    }
    default:
      return wanted;
  }
}

function withoutNames(object: JsonObject, map: 'labels' | 'annotations', names: readonly string[]): JsonObject {
  const { metadata } = object;
  if (!isJsonObject(metadata) || !isRecord(metadata[map])) return object;
  const kept = Object.entries(metadata[map]).filter(([name]) => !names.includes(name));
  return { ...object, metadata: { ...metadata, [map]: Object.fromEntries(kept) } };
}
