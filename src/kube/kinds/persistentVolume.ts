import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, mapOf, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';

const shape = fields({
  metadata,
  spec: fields({
    capacity: mapOf(textOrNumber),
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
