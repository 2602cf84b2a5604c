import type { FieldSteps } from '../../core/draft.ts';
import { isRecord, type JsonObject } from '../../core/json.ts';
import { withoutKey } from '../../kube/jsonObject.ts';
import { wholeObject } from '../../kube/wholeObject.ts';

/** What stands at a field; undefined where there is none. */
export function valueAtSteps(object: unknown, steps: FieldSteps): unknown {
  return steps.reduce<unknown>(
    (value, step) =>
      Array.isArray(value)
        ? (value[Number(step)] as unknown)
        : isRecord(value) && Object.hasOwn(value, step)
          ? value[step]
          : undefined,
    object,
  );
}

/** A copy with another value at a field; undefined: the field goes. */
export function withValueAtSteps(object: JsonObject, [key, ...rest]: FieldSteps, value: unknown): JsonObject {
  if (key === undefined) return object;
  if (rest.length > 0) return { ...object, [key]: withValueAtSteps(wholeObject(object[key]), rest, value) };
  return value === undefined ? withoutKey(object, key) : wholeObject({ ...object, [key]: value });
}

/** `spec.template.metadata.annotations['a.b/c']` */
export function fieldText(steps: FieldSteps): string {
  return steps
    .map((step, index) => {
      if (/^\d+$/.test(step)) return `[${step}]`;
      return /^[\w-]+$/.test(step) ? `${index === 0 ? '' : '.'}${step}` : `['${step}']`;
    })
    .join('');
}

/** RFC 6901: `/spec/template/metadata/annotations/a.b~1c` */
export function fieldPointer(steps: FieldSteps): string {
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
