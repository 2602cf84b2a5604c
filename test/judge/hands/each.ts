import { inLanes } from '../../../scripts/ci/inLanes.ts';

const atOnce = 16;

/** Does the work for each, a dozen or so at once. */
export async function each<T>(all: readonly T[], work: (one: T, index: number) => Promise<unknown>): Promise<void> {
  await inLanes(atOnce, all, work);
}
