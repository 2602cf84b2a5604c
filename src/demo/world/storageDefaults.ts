import type { JsonObject } from '../../core/json.ts';
import { textAt } from '../kubeObject.ts';
import { withDefaults } from './withDefaults.ts';

/** Source: kubernetes/pkg/apis/core/v1/defaults.go, kubernetes/pkg/apis/storage/v1/defaults.go, and the protection admission plugin. */
export const storageDefaults: Readonly<Record<string, (object: JsonObject) => JsonObject>> = {
  PersistentVolumeClaim: (claim) =>
    withDefaults(claimDefaults(claim), { metadata: { finalizers: ['kubernetes.io/pvc-protection'] } }),
  PersistentVolume: (volume) =>
    withDefaults(volume, {
      metadata: { finalizers: ['kubernetes.io/pv-protection'] },
      spec: { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' },
      status: { phase: 'Available', lastPhaseTransitionTime: textAt(volume, 'metadata.creationTimestamp') },
    }),
  StorageClass: (storageClass) =>
    withDefaults(storageClass, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  VolumeAttachment: (attachment) => withDefaults(attachment, { status: { attached: false } }),
};

/** Of a claim, and of a claim's template in a StatefulSet. */
export function claimDefaults(claim: JsonObject): JsonObject {
  return withDefaults(claim, { spec: { volumeMode: 'Filesystem' }, status: { phase: 'Pending' } });
}
