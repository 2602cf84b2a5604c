import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onProcessEnd } from './onProcessEnd.ts';

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** A folder that goes away with this process at the latest. Programs may still be writing into it as they end, hence the retries. */
export function temporaryFolder(prefix: string): TemporaryFolder {
  const folder = mkdtempSync(path.join(tmpdir(), `${prefix}-`));
  const discard = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  const forget = onProcessEnd(discard);
  return {
    path: folder,
    remove() {
      forget();
      discard();
    },
  };
}
