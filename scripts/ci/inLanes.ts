/** Runs each in the order given, as many at once as there are lanes: a lane that is free takes the next. */
export async function inLanes<T>(
  lanes: number,
  all: readonly T[],
  run: (one: T, index: number) => Promise<unknown>,
): Promise<void> {
  const next = all.entries();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const [index, one] of next) await run(one, index);
    }),
  );
}
