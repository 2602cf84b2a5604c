import type { DraftStep } from '../../core/draft.ts';
import type { JsonObject } from '../../core/json.ts';
import { recreated } from './recreated.ts';
import { valueAtSteps } from './fieldSteps.ts';

/** The step that takes a step back, given the object as it was before; undefined: none does. */
export function inverseStep(step: DraftStep, before: JsonObject | undefined): DraftStep | undefined {
  const { target } = step;
  switch (step.do) {
    case 'patch': {
      const { subresource } = step;
      return {
        do: 'patch',
        target,
        ...(subresource === undefined ? {} : { subresource }),
        set: step.set.map(({ field }) => {
          const value = valueAtSteps(before, field);
          return value === undefined ? { field } : { field, value };
        }),
      };
    }
    case 'delete':
      return before === undefined
        ? undefined
        : { do: 'create', target, body: recreated(before), goesBy: step.propagation };
    case 'create':
      return { do: 'delete', target, propagation: step.goesBy ?? 'Background' };
    case 'evict':
      return undefined;
  }
}
