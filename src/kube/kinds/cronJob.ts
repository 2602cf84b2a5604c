import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, flag, listOf, number, projection, text, type ShapeOf } from '../shape.ts';
import { podTemplate } from './podSpec.ts';

const shape = fields({
  metadata,
  spec: fields({
    schedule: text,
    timeZone: text,
    suspend: flag,
    concurrencyPolicy: text,
    startingDeadlineSeconds: number,
    jobTemplate: fields({ spec: fields({ suspend: flag, template: podTemplate }) }),
  }),
  status: fields({
    active: listOf(fields({ name: text, uid: text })),
    lastScheduleTime: text,
    lastSuccessfulTime: text,
  }),
});

export type CronJob = Partial<ShapeOf<typeof shape>>;

export const cronJob: Kind<CronJob> = {
  kind: 'CronJob',
  group: 'batch',
  versions: ['v1'],
  resource: 'cronjobs',
  namespaced: true,
  project: projection(shape),
};
