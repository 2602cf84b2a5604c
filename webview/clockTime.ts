/** `14:02:11` on the reader's clock. `at`: milliseconds since the epoch. */
export function clockTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** `25 Nov, 14:02:11`: for what may be of another day. */
export function dayAndTime(at: number, locale: string): string {
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(at);
  return `${day}, ${clockTime(at, locale)}`;
}

/** The clock alone for what is about today. */
export function nearTime(at: number, locale: string, now: number): string {
  return Math.abs(now - at) < 12 * 3_600_000 ? clockTime(at, locale) : dayAndTime(at, locale);
}
