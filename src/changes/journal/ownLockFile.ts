import { open, utimes } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { codeOf } from '../readLogFiles.ts';
import { ownName } from './lockHolder.ts';
import { removeFile } from './removeFile.ts';

export interface HeldLock {
  /** Rejects where it was lost. Else it is ours for the next second at least. */
  confirm(): Promise<void>;
  release(): Promise<void>;
}

/** Milliseconds that `confirm` promises. */
const promised = 1000;

/** The file by which this process stands for a lock. */
export class OwnLockFile implements HeldLock {
  readonly name: string;
  readonly #file: string;
  readonly #beating: NodeJS.Timeout;
  lost = false;

  private constructor(folder: string, name: string, beatEvery: number) {
    this.name = name;
    this.#file = path.join(folder, name);
    this.#beating = setInterval(() => void this.#beat().catch(() => undefined), beatEvery);
    this.#beating.unref();
  }

  static async create(folder: string, beatEvery: number): Promise<OwnLockFile> {
    const name = ownName();
    await (await open(path.join(folder, name), 'wx', 0o600)).close();
    return new OwnLockFile(folder, name, beatEvery);
  }

  async confirm(): Promise<void> {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const before = performance.now();
      await this.#beat();
      if (this.lost) throw new Error('another process took the lock over, as this one had been silent for long');
      if (performance.now() - before < promised) return;
    }
    throw new Error('the disk or this process is too slow to hold the lock');
  }

  async release(): Promise<void> {
    clearInterval(this.#beating);
    await removeFile(this.#file);
  }

  async #beat(): Promise<void> {
    const now = new Date();
    try {
      await utimes(this.#file, now, now);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      this.lost = true;
    }
  }
}
