import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, listOf, mapOf, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';
import { labelSelector } from './labelSelector.ts';

export const claimSpec = fields({
  accessModes: listOf(text),
  storageClassName: text,
  volumeName: text,
  volumeMode: text,
  selector: labelSelector,
  resources: fields({ requests: mapOf(textOrNumber) }),
});

const shape = fields({
  metadata,
  spec: claimSpec,
  status: fields({
    phase: text,
    accessModes: listOf(text),
    capacity: mapOf(textOrNumber),
    conditions: listOf(condition),
  }),
});

export type PersistentVolumeClaim = Partial<ShapeOf<typeof shape>>;

export const persistentVolumeClaim: Kind<PersistentVolumeClaim> = {
  kind: 'PersistentVolumeClaim',
  group: '',
  versions: ['v1'],
  resource: 'persistentvolumeclaims',
  namespaced: true,
  project: projection(shape),
};
