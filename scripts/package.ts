import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packFlags } from './packFlags.ts';

/** Builds and packs the extension: kube-sre.vsix beside package.json. */
const root = fileURLToPath(new URL('..', import.meta.url));
const vsix = path.join(root, 'kube-sre.vsix');
execFileSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });
const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
execFileSync(process.execPath, [vsce, 'package', ...packFlags, '-o', vsix], { cwd: root, stdio: 'inherit' });
console.log(`${path.basename(vsix)}: ${Math.ceil(statSync(vsix).size / 1024)} KB`);
