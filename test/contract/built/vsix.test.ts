import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packFlags } from '../../../scripts/packFlags.ts';
import { root } from '../../support/sourceImports.ts';

/** Everything that ships. A new file is a decision, so it is named here. */
const shipped = [
  'CHANGELOG.md',
  'LICENSE.txt',
  'README.md',
  'dist/cli.js',
  'dist/cluster.js',
  'dist/demo.js',
  'dist/engine.js',
  'dist/extension.js',
  'dist/mcp.js',
  'dist/webview/codicon.ttf',
  'dist/webview/report.css',
  'dist/webview/report.js',
  'l10n/bundle.l10n.zh-cn.json',
  'media/chat/',
  'media/demo/',
  'media/icons/',
  'media/walkthrough/',
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
];

describe('the package', () => {
  it('is under 3 MB and holds only what ships', function () {
    this.timeout(60_000);
    const folder = mkdtempSync(path.join(tmpdir(), 'kube-sre-vsix-'));
    try {
      const vsix = path.join(folder, 'kube-sre.vsix');
      const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
      execFileSync(process.execPath, [vsce, 'package', ...packFlags, '-o', vsix], { cwd: root, stdio: 'pipe' });
      assert.ok(statSync(vsix).size <= 3 * 1024 * 1024, `${statSync(vsix).size} bytes`);
      const names = execFileSync('unzip', ['-Z1', vsix], { encoding: 'utf8' }).trim().split('\n');
      const inside = names
        .filter((name) => name.startsWith('extension/'))
        .map((name) => name.slice('extension/'.length));
      const unexpected = inside.filter(
        (name) =>
          !shipped.some((one) => (one.endsWith('/') ? name.startsWith(one) : name.toLowerCase() === one.toLowerCase())),
      );
      assert.deepEqual(unexpected, []);
      const absent = shipped.filter((one) => !inside.some((name) => name.toLowerCase().startsWith(one.toLowerCase())));
      assert.deepEqual(absent, []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
