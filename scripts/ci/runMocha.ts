import { globSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { writeCounts, type Counts } from './counts.ts';

/**
 * `runMocha.ts [--counts FILE] [--timeout MS] GLOB…`: runs test files in this process, prints as mocha's spec reporter does, and
 * writes the counts. A glob that finds no file is an error: a suite must not vanish unseen.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { counts: { type: 'string' }, timeout: { type: 'string', default: '10000' } },
});
const mocha = new Mocha({ reporter: 'spec', timeout: Number(values.timeout), forbidOnly: true });
for (const pattern of positionals) {
  const files = globSync(pattern).sort();
  if (files.length === 0) throw new Error(`No test file matches ${pattern}.`);
  for (const file of files) mocha.addFile(file);
}
await mocha.loadFilesAsync();
const counts = await new Promise<Counts>((resolve) => {
  const runner = mocha.run((failures) => {
    resolve({ passed: runner.stats?.passes ?? 0, failed: failures, pending: runner.stats?.pending ?? 0 });
  });
});
if (values.counts !== undefined) writeCounts(values.counts, counts);
process.exitCode = counts.failed > 0 ? 1 : 0;
// What a test left open would keep this process for ever; after a failure that is no wonder, else it is one.
setTimeout(
  () => {
    if (counts.failed === 0) console.error(`The tests left open: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  },
  counts.failed > 0 ? 1000 : 10_000,
).unref();
