import { CORE_SCHEMA, defineScalarTag, loadAll, mergeTag, NOT_RESOLVED } from 'js-yaml';
import type { JsonObject } from '../../core/json.ts';
import { isObject } from '../kubeObject.ts';
import { timeText } from '../../core/timeText.ts';

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/** `2d4h`, `12m`, `1m30s`, `0.250s` in milliseconds; undefined for anything else. */
export function milliseconds(duration: string): number | undefined {
  if (!/^(\d+(\.\d+)?[dhms])+$/.test(duration)) return undefined;
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)([dhms])/g)];
  return Math.round(
    [...parts].reduce((sum, [, amount = '', unit = '']) => sum + Number(amount) * (units[unit] ?? 0), 0),
  );
}

/** A full half hour counts as past two minutes after it: by then what happens at it has happened. */
const settlesIn = 120_000;

/**
 * The documents of a world's YAML. Times are said as `!ago 12m`, so long before the start, and become RFC 3339. `!every 30m` is the last
 * full half hour, `!every 30m 2` two half hours before it, `!every 30m 2 21s` 21 seconds later. `!run 30m 2 backup-%` is a text with the
 * minutes since 1970 of such a time in it: so the CronJob controller calls its Jobs. `<<` merges.
 * @param start milliseconds since the epoch
 */
export function parseWorld(text: string, start: number): readonly JsonObject[] {
  const tag = (name: string, resolve: (source: string) => string | undefined) =>
    defineScalarTag<string>(name, {
      // For dumping, which nobody does: no value asks for the tag.
      identify: () => false,
      resolve: (source) => resolve(source) ?? NOT_RESOLVED,
    });
  const schema = CORE_SCHEMA.withTags(
    mergeTag,
    tag('!ago', (source) => {
      const duration = milliseconds(source);
      return duration === undefined ? undefined : timeText(start - duration);
    }),
    tag('!every', (source) => {
      const [period = '', back = '0', later = '0s'] = source.split(' ');
      const full = fullPeriod(period, back, start);
      const offset = milliseconds(later);
      return full === undefined || offset === undefined ? undefined : timeText(full + offset);
    }),
    tag('!run', (source) => {
      const [period = '', back = '', ...name] = source.split(' ');
      const full = fullPeriod(period, back, start);
      return full === undefined ? undefined : name.join(' ').replace('%', String(full / 60_000));
    }),
  );
  return loadAll(text, { schema }).filter((document): document is JsonObject => isObject(document as JsonObject));
}

/** In milliseconds since the epoch. */
function fullPeriod(period: string, back: string, start: number): number | undefined {
  const length = milliseconds(period);
  if (length === undefined || !/^\d+$/.test(back)) return undefined;
  const latest = start - settlesIn;
  return latest - (latest % length) - Number(back) * length;
}
