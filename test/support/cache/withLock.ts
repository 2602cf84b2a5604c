import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { onProcessEnd } from '../process/onProcessEnd.ts';

/**
 * Runs `work` while holding the lock file, which names the holder's process id. A lock whose holder is gone is taken over.
 * The lock saves double work; what it guards must be safe without it.
 */
export async function withLock(file: string, work: () => Promise<void>): Promise<void> {
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder === undefined || !isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) process.stderr.write(`waiting for process ${holder}, which holds ${file}\n`);
    told = true;
    await sleep(500);
  }
  const release = (): void => rmSync(file, { force: true });
  const forget = onProcessEnd(release);
  try {
    await work();
  } finally {
    forget();
    release();
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(file: string): number | undefined {
  try {
    const id = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(id) && id > 0 ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Signal 0 asks whether the process exists; EPERM means that it does and belongs to somebody else. */
function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
