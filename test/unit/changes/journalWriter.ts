import { fileURLToPath } from 'node:url';
import { Journal } from '../../../src/changes/journal/journal.ts';
import { intent } from './journalEntries.ts';

/** This file, to be run as a process of its own that appends COUNT entries one after the other: FOLDER NAME COUNT [USER ID]. */
export const journalWriter = fileURLToPath(import.meta.url);

if (process.argv[1] === journalWriter) {
  const [folder = '', name = '', count = '0', user] = process.argv.slice(2);
  if (user !== undefined) process.setuid?.(Number(user));
  const journal = new Journal({ folder, patience: 60_000 });
  for (let index = 0; index < Number(count); index += 1) {
    await journal.append(intent({ id: `${name}-${index}`, effect: 'x'.repeat(index % 700) }));
    process.stdout.write(`${index}\n`);
  }
}
