import { fields, listOf, mapOf, text, type ShapeOf } from '../shape.ts';

/** A metav1.LabelSelector. */
export const labelSelector = fields({
  matchLabels: mapOf(text),
  matchExpressions: listOf(fields({ key: text, operator: text, values: listOf(text) })),
});

export type LabelSelector = ShapeOf<typeof labelSelector>;
