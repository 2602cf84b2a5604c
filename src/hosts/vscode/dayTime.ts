/** `14:02`, and with its day where that is not today's. By this machine's clock and time zone. `at`: RFC 3339, or milliseconds. */
export function dayTime(at: string | number, now: Date, locale: string): string {
  const time = new Date(at);
  const day = time.toDateString() === now.toDateString() ? {} : ({ month: 'short', day: 'numeric' } as const);
  return time.toLocaleString(locale, { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
