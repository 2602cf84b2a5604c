import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { temporaryFolder } from '../support/process/temporaryFolder.ts';
import { bundleSuite } from './bundleSuite.ts';

/** The same suites on a desktop: @vscode/test-electron downloads a VS Code and opens it. Wants `dist/`; on Linux also a display. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = temporaryFolder('kube-sre-folder');
process.exitCode = await runTests({
  extensionDevelopmentPath: root,
  extensionTestsPath: await bundleSuite(root),
  extensionTestsEnv: { KUBECONFIG: '', HOME: folder.path },
  launchArgs: [folder.path, '--disable-extensions', '--skip-welcome'],
});
folder.remove();
