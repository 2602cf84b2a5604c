import type { Condition } from './metadata.ts';

type Conditions = readonly Condition[] | undefined;

export function conditionOf(conditions: Conditions, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function isTrue(conditions: Conditions, type: string): boolean {
  return conditionOf(conditions, type)?.status === 'True';
}

/** `status.conditions[2].status`: where a condition that there is stands, for evidence. */
export function conditionPath(conditions: Conditions, type: string, parent = 'status'): string {
  const index = conditions?.findIndex((condition) => condition.type === type) ?? -1;
  return index < 0 ? `${parent}.conditions` : `${parent}.conditions[${index}].status`;
}

/** Seconds since an RFC 3339 time; undefined for one that is absent or no time. */
export function secondsSince(time: string | undefined, now: number): number | undefined {
  const at = time === undefined ? Number.NaN : Date.parse(time);
  return Number.isNaN(at) ? undefined : Math.max(0, (now - at) / 1000);
}
