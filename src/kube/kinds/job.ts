import type { Kind } from '../../core/kind.ts';
import { condition, metadata } from '../metadata.ts';
import { fields, flag, listOf, number, projection, text, type ShapeOf } from '../shape.ts';
import { labelSelector } from './labelSelector.ts';
import { podTemplate } from './podSpec.ts';

const shape = fields({
  metadata,
  spec: fields({
    parallelism: number,
    completions: number,
    backoffLimit: number,
    activeDeadlineSeconds: number,
    suspend: flag,
    completionMode: text,
    selector: labelSelector,
    template: podTemplate,
  }),
  status: fields({
    active: number,
    ready: number,
    succeeded: number,
    failed: number,
    failedIndexes: text,
    startTime: text,
    completionTime: text,
    conditions: listOf(condition),
  }),
});

export type Job = Partial<ShapeOf<typeof shape>>;

export const job: Kind<Job> = {
  kind: 'Job',
  group: 'batch',
  versions: ['v1'],
  resource: 'jobs',
  namespaced: true,
  project: projection(shape),
};
