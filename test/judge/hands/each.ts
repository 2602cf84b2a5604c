const atOnce = 16;

/** Does the work for each, a dozen or so at once. */
export async function each<T>(all: readonly T[], work: (one: T, index: number) => Promise<unknown>): Promise<void> {
  const entries = all.entries();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [index, one] of entries) await work(one, index);
    }),
  );
}
