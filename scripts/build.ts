import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { bundles } from './bundles.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Makes dist/: every bundle of bundles.ts. With --watch nothing; run it again, it takes about a second. */
rmSync(path.join(root, 'dist'), { recursive: true, force: true });
const started = Date.now();
await Promise.all(bundles(root).map((options: BuildOptions) => build(options)));
console.log(`built dist/ in ${Date.now() - started} ms`);
