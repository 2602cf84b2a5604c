/** A field's value as a person reads it: text bare, a flat map of texts as `app=api, tier=backend`, the rest as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '""' : value;
  if (value === undefined) return 'null';
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries: readonly [string, unknown][] = Object.entries(value);
    if (entries.length > 0 && entries.every(([, one]) => typeof one === 'string'))
      return entries.map(([key, one]) => `${key}=${String(one)}`).join(', ');
  }
  return JSON.stringify(value);
}
