import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { madeFolder } from './madeFolder.ts';

/**
 * The user's salt for hashes of secret values: made once, readable by the owner alone. Where the folder cannot be written, a salt
 * for this process: hashes then compare within it only.
 */
export async function userSalt(folder: string): Promise<string> {
  const file = path.join(folder, 'salt');
  const made = randomBytes(32).toString('hex');
  const before = await read(file);
  if (before !== undefined) return before;
  // Written whole under another name and then linked, which fails if another process was first: nobody reads half a salt.
  const draft = `${file}.${process.pid}.${made.slice(0, 8)}`;
  try {
    await madeFolder(folder);
    await writeFile(draft, made, { mode: 0o600, flag: 'wx' });
    await link(draft, file).catch(() => undefined);
    return (await read(file)) ?? made;
  } catch {
    return made;
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function read(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text !== undefined && /^[0-9a-f]{64}$/.test(text) ? text : undefined;
}
