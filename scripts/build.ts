import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundles } from './bundles.ts';

/** Makes dist/: every bundle of bundles.ts, and nothing else in it. What stands there works until it is replaced. */
const root = fileURLToPath(new URL('..', import.meta.url));
const started = Date.now();
const results = await Promise.all(bundles(root).map((options) => build({ ...options, metafile: true })));
const made = new Set(results.flatMap(({ metafile }) => Object.keys(metafile.outputs)));
for (const name of readdirSync(path.join(root, 'dist'), { recursive: true, withFileTypes: true })) {
  const file = path.join(name.parentPath, name.name);
  if (name.isFile() && !made.has(path.relative(root, file).replaceAll('\\', '/'))) rmSync(file);
}
console.log(`built dist/ in ${Date.now() - started} ms`);
