import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedFiles } from './generate/generatedFiles.ts';

/**
 * Writes everything that is derived from the definitions: the manifest, its texts, the catalogue, the envelope's schema, the docs
 * pages. With --check nothing is written, and a difference fails.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const { files, ownedFolders } = await generatedFiles(root);

const stale = [...files].filter(([file, text]) => read(file) !== text).map(([file]) => file);
const orphans = ownedFolders
  .flatMap((folder) => listed(folder).map((name) => `${folder}/${name}`))
  .filter((file) => !files.has(file));

if (check) {
  for (const file of stale) console.error(`differs from what is generated: ${file}`);
  for (const file of orphans) console.error(`nothing generates it any more: ${file}`);
  if (stale.length + orphans.length > 0) {
    console.error('run: npm run generate');
    process.exitCode = 1;
  }
} else {
  for (const file of stale) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), files.get(file) ?? '');
  }
  for (const file of orphans) rmSync(path.join(root, file));
  console.log(`${stale.length} written, ${orphans.length} removed, ${files.size - stale.length} unchanged`);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.md'));
  } catch {
    return [];
  }
}
