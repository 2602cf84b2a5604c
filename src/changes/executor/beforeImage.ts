import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { DraftStep } from '../../core/draft.ts';
import type { JsonObject } from '../../core/json.ts';
import { wholeObject } from '../../kube/wholeObject.ts';
import { inverseStep } from '../plan/inverseStep.ts';
import type { ReadStep } from '../plan/readSteps.ts';

const Target = Type.Object({
  apiVersion: Type.String(),
  kind: Type.String(),
  resource: Type.String(),
  namespace: Type.Optional(Type.String()),
  name: Type.String(),
});
const Propagation = Type.Union([Type.Literal('Background'), Type.Literal('Foreground'), Type.Literal('Orphan')]);
const Step = Type.Union([
  Type.Object({
    do: Type.Literal('patch'),
    target: Target,
    subresource: Type.Optional(Type.Literal('scale')),
    set: Type.Array(Type.Object({ field: Type.Array(Type.String()), value: Type.Optional(Type.Unknown()) })),
  }),
  Type.Object({ do: Type.Literal('delete'), target: Target, propagation: Propagation }),
  Type.Object({
    do: Type.Literal('create'),
    target: Target,
    body: Type.Record(Type.String(), Type.Unknown()),
    goesBy: Type.Optional(Propagation),
  }),
]);
const Evict = Type.Object({ do: Type.Literal('evict'), target: Target });
const Image = Type.Object({
  steps: Type.Array(
    Type.Object({
      step: Type.Union([Step, Evict]),
      before: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
      undo: Type.Union([Step, Type.Null()]),
    }),
  ),
});

const image = Compile(Image);

/** What a change replaces, step by step, and what would take each back. It holds all that the objects hold: for its owner's eyes only. */
export function beforeImage(steps: readonly ReadStep[]): JsonObject {
  const kept = steps.map(({ step, before }) => ({
    step,
    before: before ?? null,
    undo: inverseStep(step, before) ?? null,
  }));
  return wholeObject(JSON.parse(JSON.stringify({ steps: kept })));
}

export interface KeptStep {
  readonly step: DraftStep;
  /** Undefined: there was none. */
  readonly before: JsonObject | undefined;
  /** Undefined: nothing takes it back. */
  readonly undo: DraftStep | undefined;
}

/** The steps of a change as they were kept. @throws an Error for what is no before-image */
export function keptSteps(content: JsonObject): readonly KeptStep[] {
  if (!image.Check(content)) throw new Error('the file is no before-image');
  return content.steps.map(({ step, before, undo }) => ({
    step: draftStep(step),
    before: before === null ? undefined : wholeObject(before),
    undo: undo === null ? undefined : draftStep(undo),
  }));
}

function draftStep(step: Static<typeof Step> | Static<typeof Evict>): DraftStep {
  return step.do === 'create' ? { ...step, body: wholeObject(step.body) } : step;
}
