import Type, { type Static } from 'typebox';
import { ObjectRef } from './objectRef.ts';

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** What a change touches besides its object. `null`: there is none; absent: it could not be looked at, and a gap says so. */
export const BlastRadius = Type.Object(
  {
    podsAdded: Type.Integer({ minimum: 0 }),
    podsRemoved: Type.Integer({ minimum: 0 }),
    /** `cart allows 1 of 3` */
    disruptionBudget: Type.Optional(Nullable(Type.String())),
    /** Who else sets the number of replicas: `HorizontalPodAutoscaler cart (2 to 10)`. */
    autoscaler: Type.Optional(Nullable(Type.String())),
    /** Who will bring the object back to what it was: `Helm (release shop)`. */
    managedBy: Type.Optional(Nullable(Type.String())),
    /** `pods 5/10` */
    quota: Type.Optional(Nullable(Type.String())),
    /** `Service cart (2 ready now, 1 at worst)` */
    services: Type.Optional(Type.Array(Type.String())),
    /** What goes with a deletion: `3 Pods`, `1 ReplicaSet`. */
    dependents: Type.Optional(Type.Array(Type.String())),
  },
  { additionalProperties: false },
);
export type BlastRadius = Static<typeof BlastRadius>;

export const PlanStep = Type.Object(
  {
    do: Type.Union([Type.Literal('patch'), Type.Literal('delete'), Type.Literal('evict'), Type.Literal('create')]),
    object: ObjectRef,
    subresource: Type.Optional(Type.String()),
    /** What the object must still be when it is written: else nothing is done. */
    approved: Type.Object(
      { uid: Nullable(Type.String()), values: Type.Record(Type.String(), Type.Unknown()) },
      { additionalProperties: false },
    ),
    body: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);
export type PlanStep = Static<typeof PlanStep>;

/** One field before and after; absent: it was not there, or will not be. */
export const FieldDiff = Type.Object(
  { path: Type.String(), before: Type.Optional(Type.Unknown()), after: Type.Optional(Type.Unknown()) },
  { additionalProperties: false },
);
export type FieldDiff = Static<typeof FieldDiff>;

export const PlanUndo = Type.Object(
  {
    possible: Type.Boolean(),
    exact: Type.Optional(Type.Boolean()),
    because: Type.Optional(Type.String()),
    steps: Type.Optional(Type.Array(Type.Omit(PlanStep, ['approved', 'object']))),
  },
  { additionalProperties: false },
);
export type PlanUndo = Static<typeof PlanUndo>;

export const PlanPermission = Type.Object(
  {
    verb: Type.String(),
    /** As a role has it: `deployments/scale`. */
    resource: Type.String(),
    /** Absent for the core group. */
    group: Type.Optional(Type.String()),
    namespace: Type.Optional(Type.String()),
    /** `null`: the server did not say. */
    allowed: Nullable(Type.Boolean()),
    /** Needed by the undo alone. */
    forUndo: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
);
export type PlanPermission = Static<typeof PlanPermission>;

/** What will happen, exactly, and what it touches: shown to whoever approves it. Redacted; the engine keeps the steps as they are. */
export const Plan = Type.Object(
  {
    /** What is approved: the cluster, the tool, the steps, the values that they replace. */
    digest: Type.String(),
    title: Type.String(),
    effect: Type.String(),
    steps: Type.Array(PlanStep),
    undo: PlanUndo,
    blastRadius: BlastRadius,
    permissions: Type.Array(PlanPermission),
    dryRun: Type.Object(
      {
        /** `null`: it could not be asked, for the reason in `because`. */
        accepted: Nullable(Type.Boolean()),
        because: Type.Optional(Type.String()),
        diff: Type.Optional(Type.Array(FieldDiff)),
      },
      { additionalProperties: false },
    ),
    warnings: Type.Array(Type.String()),
    /** Its name has to be typed: `namespace kube-system`. */
    protected: Type.Optional(
      Type.Object({ what: Type.String(), name: Type.String() }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type Plan = Static<typeof Plan>;

/** What came of a change that was carried out. */
export const Change = Type.Object(
  {
    id: Type.String(),
    journaledAt: Type.String({ format: 'date-time' }),
    verified: Type.Optional(
      Type.Object(
        {
          settled: Type.Boolean(),
          seconds: Type.Number({ minimum: 0 }),
          ready: Type.Optional(Type.Integer({ minimum: 0 })),
          /** Why it has not settled, or that it was not waited for. */
          because: Type.Optional(Type.String()),
          /** The pod that took the place of another. */
          replacement: Type.Optional(Type.String()),
        },
        { additionalProperties: false },
      ),
    ),
    /** The command that undoes it; `null`: nothing does. */
    undo: Nullable(Type.String()),
  },
  { additionalProperties: false },
);
export type Change = Static<typeof Change>;
