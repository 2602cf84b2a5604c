import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { onProcessEnd } from '../process/onProcessEnd.ts';
import { cacheFolder } from './cacheFolder.ts';
import { withLock } from './withLock.ts';

/**
 * The folder `name` of the cache, made by `make` if it is not there yet. It is made under another name and renamed when whole,
 * so a folder that exists is complete, whatever ended an earlier attempt.
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const cache = cacheFolder();
  const whole = path.join(cache, name);
  if (existsSync(whole)) return whole;
  mkdirSync(cache, { recursive: true });
  await withLock(path.join(cache, `${name}.lock`), async () => {
    if (existsSync(whole)) return;
    const draft = mkdtempSync(path.join(cache, `${name}.draft-`));
    const discard = (): void => rmSync(draft, { recursive: true, force: true });
    const forget = onProcessEnd(discard);
    try {
      await make(draft);
      renameSync(draft, whole);
    } finally {
      forget();
      discard();
    }
  });
  return whole;
}
