import { open } from 'node:fs/promises';
import path from 'node:path';
import { madeFolder } from '../madeFolder.ts';
import { codeOf } from '../readLogFiles.ts';

/** Makes a folder that its owner alone may look into, so that it is still there after a power cut. */
export async function keptFolder(folder: string): Promise<void> {
  for (const made of await madeFolder(folder)) await syncFolder(path.dirname(made));
}

/**
 * Brings the names in a folder to the disk: a new file that is synced itself may else be gone after a power cut. Windows has no such
 * call, and some network and user-space file systems refuse it.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!unsupported.has(codeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}

const unsupported = new Set<unknown>(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF', 'EISDIR']);
