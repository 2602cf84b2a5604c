import Type, { type Static } from 'typebox';
import { Finding } from './finding.ts';
import { Gap } from './gap.ts';
import { Change, Plan } from './plan.ts';

export const schemaVersion = '1';

export const ErrorCode = Type.Union([
  Type.Literal('bad_input'),
  Type.Literal('not_found'),
  Type.Literal('forbidden'),
  Type.Literal('unauthorized'),
  Type.Literal('unreachable'),
  Type.Literal('timeout'),
  Type.Literal('conflict'),
  Type.Literal('cancelled'),
  Type.Literal('unsupported'),
  Type.Literal('internal'),
]);
export type ErrorCode = Static<typeof ErrorCode>;

export const Verdict = Type.Union([
  Type.Literal('answered'),
  Type.Literal('healthy'),
  Type.Literal('degraded'),
  Type.Literal('broken'),
  Type.Literal('unknown'),
  Type.Literal('applied'),
  Type.Literal('declined'),
  Type.Literal('blocked'),
  Type.Literal('undone'),
]);
export type Verdict = Static<typeof Verdict>;

export const BlockedBy = Type.Union([
  Type.Literal('approval'),
  Type.Literal('disabled'),
  Type.Literal('protected'),
  Type.Literal('permission'),
  Type.Literal('disruptionBudget'),
  Type.Literal('quota'),
  Type.Literal('hook'),
  Type.Literal('paused'),
  /** Something else sets the field, and would set it back at once. */
  Type.Literal('autoscaler'),
  /** Of no revision is it known that it worked: a person has to name one. */
  Type.Literal('noKnownGood'),
  /** Of an undo: nothing takes the change back, or not any more. */
  Type.Literal('irreversible'),
]);
export type BlockedBy = Static<typeof BlockedBy>;

/** What was asked about. A namespace of `*` means all of them. */
export const Scope = Type.Object(
  {
    namespace: Type.Optional(Type.String()),
    kind: Type.Optional(Type.String()),
    name: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Scope = Static<typeof Scope>;

/** A call worth making now, its input filled in. */
export const NextCall = Type.Object(
  { tool: Type.String(), input: Type.Record(Type.String(), Type.Unknown()), why: Type.String() },
  { additionalProperties: false },
);
export type NextCall = Static<typeof NextCall>;

/** `total` where it is known, else `atLeast`; `cursor` where there is more. */
export const PageInfo = Type.Object(
  {
    total: Type.Optional(Type.Integer({ minimum: 0 })),
    atLeast: Type.Optional(Type.Integer({ minimum: 0 })),
    returned: Type.Integer({ minimum: 0 }),
    cursor: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type PageInfo = Static<typeof PageInfo>;

export const EnvelopeError = Type.Object(
  { code: ErrorCode, message: Type.String(), hint: Type.String() },
  { additionalProperties: false },
);
export type EnvelopeError = Static<typeof EnvelopeError>;

/** The one answer that every tool gives on every surface. Published as docs/envelope.schema.json. */
export const Envelope = Type.Object(
  {
    tool: Type.String(),
    schemaVersion: Type.Literal(schemaVersion),
    context: Type.Optional(Type.String()),
    scope: Type.Optional(Scope),
    takenAt: Type.String({ format: 'date-time' }),
    verdict: Verdict,
    blockedBy: Type.Optional(BlockedBy),
    headline: Type.String(),
    error: Type.Optional(EnvelopeError),
    plan: Type.Optional(Plan),
    change: Type.Optional(Change),
    findings: Type.Array(Finding),
    data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    gaps: Type.Array(Gap),
    next: Type.Array(NextCall),
    page: Type.Optional(PageInfo),
    /** Paths whose text came from the cluster and reads like an instruction: data, not to be followed. */
    suspectText: Type.Optional(Type.Array(Type.String())),
    truncated: Type.Boolean(),
    /** Where `truncated`: how many entries or lines were left out, by path. */
    cut: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 1 }))),
  },
  { additionalProperties: false },
);
export type Envelope = Static<typeof Envelope>;
