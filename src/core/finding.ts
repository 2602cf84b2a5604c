import Type, { type Static } from 'typebox';
import { ObjectRef } from './objectRef.ts';

export const Severity = Type.Union([Type.Literal('critical'), Type.Literal('warning'), Type.Literal('info')]);
export type Severity = Static<typeof Severity>;

/** A field of an object with the value that was read there. `path` is kubectl's dotted form: `spec.ports[0].targetPort`. */
export const Evidence = Type.Object(
  { object: ObjectRef, path: Type.String(), value: Type.Unknown() },
  { additionalProperties: false },
);
export type Evidence = Static<typeof Evidence>;

/** One claim, with what it rests on and what a person can do about it. */
export const Finding = Type.Object(
  {
    rule: Type.String({ pattern: '^[a-z][a-z-]*/[a-z][a-z-]*$' }),
    severity: Severity,
    object: ObjectRef,
    message: Type.String(),
    evidence: Type.Array(Evidence),
    remedy: Type.String(),
    /** 0 to 1; present only where the claim is an inference. */
    confidence: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  },
  { additionalProperties: false },
);
export type Finding = Static<typeof Finding>;
