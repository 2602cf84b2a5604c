import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The texts of all worlds in a folder, in the order of their names. */
export async function readWorlds(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
}
