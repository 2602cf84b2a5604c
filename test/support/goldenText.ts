import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './sourceImports.ts';

/**
 * Compares a text that a person has looked at with test/golden/NAME. `UPDATE_GOLDEN=1` writes it anew: then look at the difference
 * before it is committed.
 */
export async function goldenText(name: string, text: string): Promise<void> {
  const file = path.join(root, 'test', 'golden', name);
  if (process.env.UPDATE_GOLDEN === '1') await writeFile(file, text);
  assert.equal(text, await readFile(file, 'utf8').catch(() => ''), `test/golden/${name} differs`);
}
