import { setTimeout as sleep } from 'node:timers/promises';

/** Waits so many milliseconds, or until the signal comes; neither is an error. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
