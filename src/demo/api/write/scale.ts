import type { JsonObject } from '../../../core/json.ts';
import { labelSelector } from '../../../kube/kinds/labelSelector.ts';
import { requirementsOf, selectorText } from '../../../kube/selectors.ts';
import { invalid } from '../../apiError.ts';
import { mapAt, numberAt, textAt, valueAt, type KubeObject } from '../../kubeObject.ts';
import { updated } from './updated.ts';
import { wrong } from './validation.ts';
import type { WriteContext } from './writeContext.ts';

const scaled: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** Kinds with `…/scale`. */
export function hasScale(kind: string): boolean {
  return scaled.includes(kind);
}

/** The autoscaling/v1 Scale of a workload. Of no replicas it does not speak: the field is left out where it is 0. */
export function scaleOf(workload: KubeObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = workload.metadata;
  const replicas = numberAt(workload, 'spec.replicas');
  const selector = labelSelector(valueAt(workload, 'spec.selector'));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === 0 ? {} : { replicas },
    status: {
      replicas: numberAt(workload, 'status.replicas'),
      ...(selector === undefined ? {} : { selector: selectorText(requirementsOf(selector)) }),
    },
  };
}

/**
 * The workload with the number of replicas that a Scale says.
 * @throws ApiError 400, 409, 422
 */
export function scaledTo(context: WriteContext, workload: KubeObject, scale: JsonObject): KubeObject {
  const replicas = numberAt(scale, 'spec.replicas');
  const name = textAt(scale, 'metadata.name') ?? '';
  if (replicas < 0)
    throw invalid({ kind: 'Scale', group: 'autoscaling', name }, [
      wrong('spec.replicas', replicas, 'must be greater than or equal to 0'),
    ]);
  const { uid, resourceVersion } = mapAt(scale, 'metadata');
  const metadata: JsonObject = { ...workload.metadata, name, uid, resourceVersion };
  return updated(context, workload, { ...workload, metadata, spec: { ...mapAt(workload, 'spec'), replicas } }, 'scale');
}
