import { globSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** Bundles this folder's suites as CommonJS, which is what an extension host loads; the path of the module with `run()`. */
export async function bundleSuite(root: string): Promise<string> {
  const outdir = path.join(root, 'out', 'test', 'vscode');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['test/vscode/index.ts', ...globSync('test/vscode/*.test.ts', { cwd: root })],
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.js');
}
