/** Whole seconds from one moment to another, both in milliseconds since the epoch; never less than none, since clocks differ. */
export function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 1000));
}
