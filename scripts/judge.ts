import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isRecord } from '../src/core/json.ts';
import { lostCases } from '../test/judge/judge.ts';
import { judges } from '../test/judge/judges.ts';
import { controlPlane } from '../test/support/controlPlane.ts';
import { judgesPage, type Verdict } from './judge/judgesPage.ts';

/**
 * `npm run judge [-- --only NAME,NAME --seed N --count N]`: every judge with its full number of cases, on one real control plane.
 * The verdicts go into docs/judges.md, except those of a `--count` of one's own. Fails where anything disagrees.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, seed: { type: 'string', default: '42' }, count: { type: 'string' } },
});
const only = values.only?.split(',');
const unknown = only?.filter((name) => !judges.some((judge) => judge.name === name)) ?? [];
if (unknown.length > 0)
  throw new Error(`No judge ${unknown.join(', ')}; there are ${judges.map(({ name }) => name).join(', ')}.`);
const seed = wholeNumber('--seed', values.seed);
const count = values.count === undefined ? undefined : wholeNumber('--count', values.count);

const cluster = await controlPlane();
const verdicts: Verdict[] = [];
try {
  for (const judge of judges) {
    if (only !== undefined && !only.includes(judge.name)) continue;
    const since = performance.now();
    const cases = count ?? judge.full;
    const judged = await judge.run(cases, seed, cluster);
    const lost = lostCases(cases, judged);
    if (lost !== undefined) throw new Error(`${judge.name}: ${lost}.`);
    verdicts.push({ judge, seed, judged });
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    console.log(`${judge.name}: ${judged.agreed} agreed, ${judged.disagreed.length} disagreed, ${seconds} s`);
    for (const line of judged.disagreed) console.log(`  ${line}`);
  }
  if (count === undefined) {
    const page = fileURLToPath(new URL('../docs/judges.md', import.meta.url));
    const before = existsSync(page) ? readFileSync(page, 'utf8') : '';
    writeFileSync(page, await judgesPage(page, before, judges, verdicts, await serverVersion()));
  }
} finally {
  await cluster.stop();
}
process.exitCode = verdicts.some(({ judged }) => judged.disagreed.length > 0) ? 1 : 0;

async function serverVersion(): Promise<string> {
  const version: unknown = JSON.parse(await cluster.kubectl(['get', '--raw', '/version']));
  return isRecord(version) ? String(version.gitVersion) : '';
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} takes a whole number above 0, not ${text}.`);
  return number;
}
