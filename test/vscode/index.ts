import { readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { endLine, reportLine, type SuiteCounts } from '../support/vscodeHost/hostSuite.ts';

/** Stack frames of the editor's own minified code tell nobody anything. */
const editorFrame = /^\s*at .*(?:workbench|extensionHostProcess)\.js:\d+/;

/**
 * VS Code calls this inside the extension host; one entry for a desktop (runElectron.ts) and for the web workbench
 * (runInHost.ts). Rejects when a test failed.
 */
export async function run(): Promise<void> {
  // The marker tells mocha's lines from what the workbench itself logs.
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
    for (const line of format(...args).split('\n')) if (!editorFrame.test(line)) console.log(reportLine, line);
  };
  const mocha = new Mocha({ color: false, timeout: 30_000, reporter: 'spec', forbidOnly: true });
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  }
  const counts = await new Promise<SuiteCounts>((resolve) => {
    const runner = mocha.run(() => {
      const stats = runner.stats;
      resolve({ passed: stats?.passes ?? 0, failed: stats?.failures ?? 1, pending: stats?.pending ?? 0 });
    });
  });
  console.log(endLine, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}
