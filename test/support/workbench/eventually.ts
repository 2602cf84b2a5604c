import { setTimeout as sleep } from 'node:timers/promises';

/** What `read` gives once `isThere` is true of it, or what it gave last: the caller's own assertion then says what is wrong. */
export async function eventually<T>(
  read: () => Promise<T>,
  isThere: (value: T) => boolean,
  milliseconds = 15_000,
): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const value = await read();
    if (isThere(value) || Date.now() > deadline) return value;
    await sleep(100);
  }
}
