import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, number, projection, type ShapeOf } from '../shape.ts';

/** A revision of a StatefulSet or a DaemonSet. Its `data`, a patch of the pod template, is not kept. */
const shape = fields({ metadata, revision: number });

export type ControllerRevision = Partial<ShapeOf<typeof shape>>;

export const controllerRevision: Kind<ControllerRevision> = {
  kind: 'ControllerRevision',
  group: 'apps',
  versions: ['v1'],
  resource: 'controllerrevisions',
  namespaced: true,
  project: projection(shape),
};
