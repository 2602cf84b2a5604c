export const most = 100;

/** The largest becomes 100, whole numbers; `reverse`: the largest is the worst. Source: DefaultNormalizeScore in plugins/helper. */
export function normalized(scores: readonly number[], reverse = false): readonly number[] {
  const largest = Math.max(0, ...scores);
  if (largest === 0) return scores.map(() => (reverse ? most : 0));
  return scores.map((score) => {
    const scaled = Math.floor((most * score) / largest);
    return reverse ? most - scaled : scaled;
  });
}
