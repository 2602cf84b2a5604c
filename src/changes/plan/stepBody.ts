import type { DraftStep, FieldChange } from '../../core/draft.ts';
import { isRecord } from '../../core/json.ts';
import { redactObject } from '../../core/redact.ts';
import { shownObject } from './shownObject.ts';

/** What a step sends, as a reader takes it in, without secrets: `{"spec":{"replicas":3}}`. */
export function stepBody(step: DraftStep, salt: string): unknown {
  switch (step.do) {
    case 'patch':
      return redactObject(step.set.reduce<unknown>((body, change) => withField(body, change.field, change), {}));
    case 'create':
      return shownObject(step.body, salt);
    case 'delete': {
      const { propagation, gracePeriodSeconds } = step;
      return {
        propagationPolicy: propagation,
        ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
      };
    }
    case 'evict':
      return undefined;
  }
}

/** `null` for a field that is to go, as in a merge patch (RFC 7386). */
function withField(body: unknown, [key, ...rest]: readonly string[], change: FieldChange): unknown {
  if (key === undefined) return change.value ?? null;
  const around = isRecord(body) ? body : {};
  return { ...around, [key]: withField(around[key], rest, change) };
}
