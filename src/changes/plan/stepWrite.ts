import { timeOfWrite, type DraftStep, type FieldChange } from '../../core/draft.ts';
import { isRecord, type JsonObject } from '../../core/json.ts';
import { timeText } from '../../core/timeText.ts';
import type { PatchOperation, Preconditions, Write } from '../../core/write.ts';
import { fieldPointer, valueAtSteps } from './fieldSteps.ts';

/**
 * The request that does a step to the object as it is now, and to no later state of it; or, for a dry run, to whatever state of that
 * object there is by then: its controller may write its status at any moment, and that says nothing of the step.
 * @param now milliseconds since the epoch, for a step that writes the time
 */
export function stepWrite(
  step: DraftStep,
  current: JsonObject | undefined,
  now: number,
  state: 'as read' | 'whatever' = 'as read',
): Write {
  const { target } = step;
  const preconditions = preconditionsOf(current, state);
  switch (step.do) {
    case 'patch': {
      const { uid, resourceVersion } = preconditions;
      const { subresource } = step;
      return {
        do: 'patch',
        target,
        ...(subresource === undefined ? {} : { subresource }),
        operations: [
          { op: 'test', path: '/metadata/uid', value: uid },
          ...(resourceVersion === undefined
            ? []
            : [{ op: 'test', path: '/metadata/resourceVersion', value: resourceVersion } as const]),
          ...operationsOf(step.set, current ?? {}, timeText(now)),
        ],
      };
    }
    case 'delete': {
      const { propagation, gracePeriodSeconds } = step;
      return {
        do: 'delete',
        target,
        preconditions,
        propagation,
        ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
      };
    }
    case 'evict':
      return { do: 'evict', target, preconditions };
    case 'create':
      return { do: 'create', target, body: step.body };
  }
}

function operationsOf(set: readonly FieldChange[], current: JsonObject, time: string): readonly PatchOperation[] {
  const made = new Set<string>();
  return set.flatMap(({ field, value }): readonly PatchOperation[] => {
    const path = fieldPointer(field);
    if (value === undefined) return valueAtSteps(current, field) === undefined ? [] : [{ op: 'remove', path }];
    // A parent that is missing is made first, once: `add` wants it to be there (RFC 6902, 4.1). `add` replaces what is there.
    const parents = field
      .slice(0, -1)
      .map((_, index) => field.slice(0, index + 1))
      .filter((parent) => !isRecord(valueAtSteps(current, parent)) && !made.has(fieldPointer(parent)));
    for (const parent of parents) made.add(fieldPointer(parent));
    return [
      ...parents.map((parent): PatchOperation => ({ op: 'add', path: fieldPointer(parent), value: {} })),
      { op: 'add', path, value: value === timeOfWrite ? time : value },
    ];
  });
}

function preconditionsOf(object: JsonObject | undefined, state: 'as read' | 'whatever'): Preconditions {
  const uid = valueAtSteps(object, ['metadata', 'uid']);
  const resourceVersion = valueAtSteps(object, ['metadata', 'resourceVersion']);
  return {
    uid: typeof uid === 'string' ? uid : '',
    ...(state === 'whatever' ? {} : { resourceVersion: typeof resourceVersion === 'string' ? resourceVersion : '' }),
  };
}
