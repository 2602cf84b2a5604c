const units = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** `15m`, `6h`, `2d` back from `now`, or an RFC 3339 time: milliseconds since the epoch; undefined when it is neither. */
export function sinceTime(text: string, now: number): number | undefined {
  const match = /^(\d+)([smhd])$/.exec(text);
  if (match === null) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : at;
  }
  const unit = match[2];
  return unit === 's' || unit === 'm' || unit === 'h' || unit === 'd'
    ? now - Number(match[1]) * units[unit] * 1000
    : undefined;
}
