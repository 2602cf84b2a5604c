import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../readLogFiles.ts';
import { keptFolder } from './keptFolder.ts';
import { hasEnded, holderOf, type LockHolder } from './lockHolder.ts';
import { OwnLockFile, type HeldLock } from './ownLockFile.ts';
import { removeFile } from './removeFile.ts';

export interface FileLockOptions {
  /** A folder of the lock's own. */
  readonly folder: string;
  /** All in milliseconds: how long to wait for it; how often a holder shows that it lives; how long it may be silent. */
  readonly patience: number;
  readonly beatEvery?: number;
  readonly silentAfter?: number;
  /** Between the removal of a silent holder and the first step of who takes over. More than `confirm` promises. */
  readonly grace?: number;
}

/** A file's time, and since when it has been so. */
interface Seen {
  readonly time: number;
  readonly since: number;
}

/**
 * A lock between processes: who wants it puts a file of a name that never comes again into the folder, and then looks around. It is
 * his when no other file is there. Of two, the one who looks later sees the other's file, which stays as long as it stands for
 * something: never do both see none. When both see each other, the lesser name stays. A file is removed by its own process, by
 * anyone once its process has ended (by its name, so that it is never another's), or when its time has not changed for long, which is
 * measured by the clock of who looks: those of two hosts differ. Such a silent holder finds its file gone before it writes; that it
 * may have looked just before is why the one who takes over has its own file there first and waits longer than `confirm` promises.
 */
export class FileLock {
  readonly #folder: string;
  readonly #patience: number;
  readonly #beatEvery: number;
  readonly #silentAfter: number;
  readonly #grace: number;
  #seen: ReadonlyMap<string, Seen> = new Map();

  constructor({ folder, patience, beatEvery = 1000, silentAfter = 10_000, grace = 2000 }: FileLockOptions) {
    this.#folder = folder;
    this.#patience = patience;
    this.#beatEvery = beatEvery;
    this.#silentAfter = silentAfter;
    this.#grace = grace;
  }

  /** @throws an Error, in words, where the folder cannot be written or another does not let go of it in time */
  async take(): Promise<HeldLock> {
    await keptFolder(this.#folder);
    const deadline = performance.now() + this.#patience;
    let own: OwnLockFile | undefined;
    try {
      for (;;) {
        const { live, silent } = await this.#others(own?.name);
        if (own?.lost === true) own = undefined;
        else if (live.length === 0 && own === undefined) {
          own = await OwnLockFile.create(this.#folder, this.#beatEvery);
          continue;
        } else if (live.length === 0 && silent.length === 0 && own !== undefined) return own;
        else if (live.length === 0) {
          for (const { name } of silent) await removeFile(path.join(this.#folder, name));
          await sleep(this.#grace);
          continue;
        }
        const [first] = live;
        if (first !== undefined && performance.now() > deadline)
          throw new Error(`process ${first.pid} on ${first.host} holds it and does not let go`);
        if (own !== undefined && live.some(({ name }) => own !== undefined && name < own.name)) {
          await own.release();
          own = undefined;
        }
        await sleep(own === undefined ? 2 + Math.random() * 10 : 1);
      }
    } catch (error) {
      await own?.release().catch(() => undefined);
      throw error;
    }
  }

  async #others(own: string | undefined): Promise<Record<'live' | 'silent', readonly LockHolder[]>> {
    const live: LockHolder[] = [];
    const silent: LockHolder[] = [];
    const seen = new Map<string, Seen>();
    for (const name of await readdir(this.#folder)) {
      const holder = name === own ? undefined : holderOf(name);
      if (holder === undefined) continue;
      const file = path.join(this.#folder, name);
      if (hasEnded(holder)) {
        await removeFile(file);
        continue;
      }
      const time = await timeOf(file);
      if (time === undefined) continue;
      const before = this.#seen.get(name);
      const now = performance.now();
      const since = before?.time === time ? before.since : now;
      seen.set(name, { time, since });
      (now - since >= this.#silentAfter ? silent : live).push(holder);
    }
    this.#seen = seen;
    return { live, silent };
  }
}

async function timeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (isGoing(error)) return undefined;
    throw error;
  }
}

function isGoing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || (process.platform === 'win32' && codeOf(error) === 'EPERM');
}
