/** An RFC 3339 time in UTC as a sentence says it: `13:52:03 UTC`, with its day where that is not the day of `now` (milliseconds). */
export function clockTime(at: string, now: number): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return at;
  const [day = '', clock = ''] = new Date(time).toISOString().split('T');
  const said = `${clock.slice(0, 8)} UTC`;
  return new Date(now).toISOString().startsWith(day) ? said : `${day} ${said}`;
}
