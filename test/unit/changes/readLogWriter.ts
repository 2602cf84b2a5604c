import { ReadLog } from '../../../src/changes/readLog.ts';
import { readCall } from './readCall.ts';

/** A process of its own that writes calls into the log of a folder, one after the other: FOLDER NAME COUNT LIMIT. */
const [folder = '', name = '', count = '0', limit = '0'] = process.argv.slice(2);
const log = new ReadLog({
  folder,
  limitBytes: Number(limit),
  oldFiles: 10_000,
  warn: (text) => {
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  },
});
for (let index = 0; index < Number(count); index += 1) {
  log.add(readCall({ input: { name, index, filler: 'x'.repeat(index % 700) } }));
  if (index % 7 === 0) await log.flush();
}
await log.flush();
