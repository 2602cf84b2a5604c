import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** On Windows a file that is being deleted, or looked at by a virus scanner, refuses for a moment. */
export async function removeFile(file: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rm(file, { force: true });
      return;
    } catch (error) {
      if (attempt === 5 || process.platform !== 'win32') throw error;
      await sleep(20 * attempt);
    }
  }
}
