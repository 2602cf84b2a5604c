import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeCounts } from '../../scripts/ci/counts.ts';
import { temporaryFolder } from '../support/process/temporaryFolder.ts';
import { installHost } from '../support/vscodeHost/installHost.ts';
import { runInHost } from '../support/vscodeHost/runInHost.ts';
import { bundleSuite } from './bundleSuite.ts';

/** `runHost.ts [--counts FILE]`: runs the suites of this folder inside a real VS Code server's extension host. Wants `dist/`. */
const { values } = parseArgs({ options: { counts: { type: 'string' } } });
const root = fileURLToPath(new URL('../..', import.meta.url));
const suite = await bundleSuite(root);
const folder = temporaryFolder('kube-sre-folder');
const { counts, why } = await runInHost(await installHost(), {
  extension: root,
  suite,
  folder: folder.path,
  seconds: 180,
  onLine: (line) => console.log(line),
});
folder.remove();
if (counts === undefined) console.error(why);
else if (values.counts !== undefined) writeCounts(values.counts, counts);
process.exitCode = counts === undefined || counts.failed > 0 ? 1 : 0;
