import Type, { type Static } from 'typebox';

export const GapReason = Type.Union([
  Type.Literal('forbidden'),
  Type.Literal('absent'),
  Type.Literal('timeout'),
  Type.Literal('unreachable'),
  Type.Literal('expired'),
  Type.Literal('unsupported'),
]);
export type GapReason = Static<typeof GapReason>;

/** What could not be looked at. Missing data: never evidence, and never a clean bill. */
export const Gap = Type.Object(
  { wanted: Type.String(), because: GapReason, hint: Type.String() },
  { additionalProperties: false },
);
export type Gap = Static<typeof Gap>;
