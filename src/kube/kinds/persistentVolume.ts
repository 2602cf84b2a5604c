import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, listOf, mapOf, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';
import { nodeSelector } from './affinity.ts';

const shape = fields({
  metadata,
  spec: fields({
    capacity: mapOf(textOrNumber),
    accessModes: listOf(text),
    volumeMode: text,
    nodeAffinity: fields({ required: nodeSelector }),
    csi: fields({ driver: text, volumeHandle: text }),
    persistentVolumeReclaimPolicy: text,
    storageClassName: text,
    claimRef: fields({ namespace: text, name: text, uid: text }),
  }),
  status: fields({ phase: text, reason: text, message: text }),
});

export type PersistentVolume = Partial<ShapeOf<typeof shape>>;

export const persistentVolume: Kind<PersistentVolume> = {
  kind: 'PersistentVolume',
  group: '',
  versions: ['v1'],
  resource: 'persistentvolumes',
  namespaced: false,
  project: projection(shape),
};
