/** A field of what was saved, whatever that is now. */
export function fieldOf(saved: unknown, field: string): unknown {
  return typeof saved === 'object' && saved !== null
    ? Object.entries(saved).find(([key]) => key === field)?.[1]
    : undefined;
}
