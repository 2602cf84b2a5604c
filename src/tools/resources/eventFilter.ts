import { KubeError } from '../../core/kubeError.ts';
import { nearest } from '../../core/nearest.ts';
import { sinceTime } from '../../core/since.ts';
import type { SeenEvent } from '../../kube/events.ts';
import { isKindWord } from '../../kube/kindWord.ts';
import type { EventsInput } from './eventsInput.ts';

export interface EventFilter {
  /** The filters in words, for the headline. */
  readonly words: readonly string[];
  readonly keeps: (event: SeenEvent) => boolean;
  /** After a sentence that says nothing was found: the names or reasons that may have been meant. */
  readonly hint: (read: readonly SeenEvent[]) => string;
}

/**
 * `now`: what `since` counts back from.
 * @throws KubeError `bad_input` for a time that is none.
 */
export function eventFilter({ kind, name, type, reason, since }: EventsInput, now: number): EventFilter {
  const from = since === undefined ? undefined : timeSince(since, now);
  const reasons = (reason ?? '')
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
  const about = [kind, name].filter((part) => part !== undefined).join(' ');
  return {
    words: [
      ...(about === '' ? [] : [`about ${about}`]),
      ...(type === undefined ? [] : [`of type ${type}`]),
      ...(reason === undefined ? [] : [`with reason ${reason}`]),
      ...(since === undefined ? [] : [/^\d+[smhd]$/.test(since) ? `in the last ${since}` : `since ${since}`]),
    ],
    keeps: (event) =>
      (kind === undefined || isKindWord(kind, event.object.kind)) &&
      (name === undefined || event.object.name === name) &&
      (type === undefined || event.type === type) &&
      (reasons.length === 0 || reasons.includes(event.reason.toLowerCase())) &&
      (from === undefined || event.lastAt >= from),
    hint: (read) => {
      const ofKind = read.filter(({ object }) => kind === undefined || isKindWord(kind, object.kind));
      if (name !== undefined && !ofKind.some(({ object }) => object.name === name))
        return near(
          name,
          ofKind.map(({ object }) => object.name),
        );
      const known = read.map((event) => event.reason);
      const unknown = reasons.find((word) => !known.some((one) => one.toLowerCase() === word));
      return unknown === undefined ? '' : near(unknown, known);
    },
  };
}

function timeSince(since: string, now: number): number {
  const at = sinceTime(since, now);
  if (at !== undefined) return at;
  const detail = `since: expected 15m, 6h, 2d or an RFC 3339 time, got ${since}`;
  throw new KubeError({ code: 'bad_input', operation: 'list', resource: 'events', detail });
}

function near(wanted: string, candidates: readonly string[]): string {
  const names = nearest(wanted, candidates);
  return names.length === 0 ? '' : `; nearest: ${names.join(', ')}`;
}
