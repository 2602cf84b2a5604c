import { CORE_SCHEMA, defineScalarTag, loadAll, mergeTag, NOT_RESOLVED } from 'js-yaml';
import type { JsonObject } from '../../core/json.ts';
import { isObject } from '../kubeObject.ts';

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/** `2d4h`, `12m`, `1m30s`, `0.250s` in milliseconds; undefined for anything else. */
export function milliseconds(duration: string): number | undefined {
  if (!/^(\d+(\.\d+)?[dhms])+$/.test(duration)) return undefined;
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)([dhms])/g)];
  return Math.round(
    [...parts].reduce((sum, [, amount = '', unit = '']) => sum + Number(amount) * (units[unit] ?? 0), 0),
  );
}

export function rfc3339(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

/**
 * The documents of a world's YAML. Times are said as `!ago 12m`, so long before the start, and become RFC 3339; `!every 30m` is the last
 * full half hour. `<<` merges.
 * @param start milliseconds since the epoch
 */
export function parseWorld(text: string, start: number): readonly JsonObject[] {
  const timeTag = (name: string, at: (duration: number) => number) =>
    defineScalarTag<string>(name, {
      // For dumping, which nobody does: no value asks for the tag.
      identify: () => false,
      resolve: (source) => {
        const duration = milliseconds(source);
        return duration === undefined ? NOT_RESOLVED : rfc3339(at(duration));
      },
    });
  const schema = CORE_SCHEMA.withTags(
    mergeTag,
    timeTag('!ago', (duration) => start - duration),
    timeTag('!every', (duration) => start - (start % duration)),
  );
  return loadAll(text, { schema }).filter((document): document is JsonObject => isObject(document as JsonObject));
}
