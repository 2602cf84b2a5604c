import type { Kind } from '../../core/kind.ts';
import { metadata } from '../metadata.ts';
import { fields, listOf, mapOf, projection, text, textOrNumber, type ShapeOf } from '../shape.ts';

const amounts = mapOf(textOrNumber);

const shape = fields({
  metadata,
  spec: fields({
    limits: listOf(
      fields({
        type: text,
        max: amounts,
        min: amounts,
        default: amounts,
        defaultRequest: amounts,
        maxLimitRequestRatio: amounts,
      }),
    ),
  }),
});

export type LimitRange = Partial<ShapeOf<typeof shape>>;

export const limitRange: Kind<LimitRange> = {
  kind: 'LimitRange',
  group: '',
  versions: ['v1'],
  resource: 'limitranges',
  namespaced: true,
  project: projection(shape),
};
