import { unwatchFile, watchFile } from 'node:fs';
import path from 'node:path';

/** Milliseconds. A look at the file's size and time, also where there is none yet. */
const interval = 1000;

/** Tells when any process has written to the journal in this folder. @returns the end of it */
export function watchJournal(folder: string, onChange: () => void): () => void {
  const file = path.join(folder, 'journal.jsonl');
  const listener = (now: { readonly size: number }, before: { readonly size: number }): void => {
    if (now.size !== before.size) onChange();
  };
  watchFile(file, { interval, persistent: false }, listener);
  return () => unwatchFile(file, listener);
}
