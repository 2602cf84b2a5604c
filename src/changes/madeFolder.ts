import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from './readLogFiles.ts';

/**
 * Makes a folder that its owner alone may look into, and those above it that are missing; those that were made, the outermost first.
 * Node's own `recursive` never ends where a folder is there and takes no other (/proc): it makes what is above again and again.
 * @throws an error of the file system, which names the folder
 */
export function madeFolder(folder: string): Promise<readonly string[]> {
  return made(path.resolve(folder));
}

async function made(folder: string): Promise<readonly string[]> {
  const above = path.dirname(folder);
  try {
    return await madeOne(folder);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || above === folder) throw error;
  }
  const others = await made(above);
  return [...others, ...(await madeOne(folder))];
}

/** Empty: it is there. */
async function madeOne(folder: string): Promise<readonly string[]> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return [folder];
  } catch (error) {
    if (await isFolder(folder)) return [];
    throw error;
  }
}

async function isFolder(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
