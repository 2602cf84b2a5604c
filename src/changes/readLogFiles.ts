import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

const current = 'reads.jsonl';
const rotated = /^reads-\d{13}-\d+\.jsonl$/;

/** A lock that is older than this was left by a process that died while it rotated. Milliseconds. */
const staleAfter = 10_000;

let lastStamp = 0;

/** The file that is written to. */
export function currentFile(folder: string): string {
  return path.join(folder, current);
}

/** The files of the log, the newest first. Empty where there is no log yet. */
export async function logFiles(folder: string): Promise<readonly string[]> {
  const names = await namesIn(folder);
  const old = names
    .filter((name) => rotated.test(name))
    .sort()
    .toReversed();
  return [...(names.includes(current) ? [current] : []), ...old].map((name) => path.join(folder, name));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Puts the current file aside once it has reached `limitBytes`, and deletes the oldest above `oldFiles`. Several processes may find at
 * the same time that it is full: one of them holds the lock and does it, the others write on. Who has the file open by then writes
 * into it under its new name, so that no line is lost.
 */
export async function rotate(folder: string, limitBytes: number, oldFiles: number): Promise<void> {
  const lock = path.join(folder, 'reads.lock');
  if (!(await taken(lock))) return;
  try {
    const file = currentFile(folder);
    // By the time that the lock is ours, another may have done it.
    const size = await stat(file).then(
      (now) => now.size,
      () => 0,
    );
    if (size < limitBytes) return;
    await rename(file, path.join(folder, `reads-${stamp()}-${process.pid}.jsonl`));
    const old = (await logFiles(folder)).filter((one) => one !== file);
    for (const one of old.slice(oldFiles)) await rm(one, { force: true });
  } finally {
    await rm(lock, { force: true });
  }
}

async function taken(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const made = await stat(lock).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    );
    if (Date.now() - made > staleAfter) await rm(lock, { force: true });
    return false;
  }
}

/** Milliseconds since the epoch, never the same twice, so that names sort by age. */
function stamp(): string {
  lastStamp = Math.max(lastStamp + 1, Date.now());
  return String(lastStamp).padStart(13, '0');
}

export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
