import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isRecord } from '../../core/json.ts';
import type { Link } from './chain.ts';

/** The last line that is known to be on the disk; undefined where that is not known. */
export async function readHead(file: string): Promise<Link | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!isRecord(value)) return undefined;
    const { seq, hash } = value;
    return typeof seq === 'number' && typeof hash === 'string' ? { seq, hash } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * To be called under the lock. Not synced: what a power cut leaves of it is behind, or nothing, and tells less of the end until the next
 * line. The same where it cannot be written.
 */
export async function writeHead(file: string, { seq, hash }: Link): Promise<void> {
  const draft = `${file}.draft`;
  try {
    await writeFile(draft, `${JSON.stringify({ seq, hash })}\n`, { mode: 0o600 });
    await rename(draft, file);
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
