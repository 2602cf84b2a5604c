import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packFlags } from '../../scripts/packFlags.ts';
import { mustRun } from './process/mustRun.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Packs what `dist/` holds now, as it would be published: `kube-sre.vsix` in the folder. About 2 s. */
export async function packExtension(folder: string): Promise<string> {
  const file = path.join(folder, 'kube-sre.vsix');
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  await mustRun(process.execPath, [vsce, 'package', ...packFlags, '-o', file], { cwd: root });
  return file;
}
