import type { ReportMessage } from '../../src/core/reportMessages.ts';
import { nearTime } from '../clockTime.ts';
import type { ViewContext } from '../viewContext.ts';

/** `shop · demo · 14:02:11, 3 requests, 210 ms`. */
export function scopeLine(
  { label, locale }: Pick<ViewContext, 'label' | 'locale'>,
  { envelope, stats }: Pick<ReportMessage, 'envelope' | 'stats'>,
  now: number,
): string {
  const { context, scope, takenAt, page } = envelope;
  const namespace = scope?.namespace === '*' ? label('all namespaces') : scope?.namespace;
  const at = Date.parse(takenAt);
  const parts = [
    nearTime(at, locale, now),
    stats.requests === 1 ? label('1 request') : label('{0} requests', stats.requests),
    stats.shared > 0 ? label('{0} from memory', stats.shared) : undefined,
    `${new Intl.NumberFormat(locale).format(Math.round(stats.milliseconds))} ms`,
    page?.total !== undefined && page.total > page.returned
      ? label('{0} of {1} shown', page.returned, page.total)
      : undefined,
  ];
  return [namespace, context, parts.filter((part) => part !== undefined).join(', ')]
    .filter((part) => part !== undefined)
    .join(' · ');
}
