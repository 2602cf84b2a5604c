import { access, constants, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalCheck, JournalEntry, JournaledChange } from '../../core/journal.ts';
import type { Clock } from '../../core/ports.ts';
import { codeOf } from '../readLogFiles.ts';
import { appendLines } from './appendLines.ts';
import { linesOf, readLine } from './chain.ts';
import { checkChain } from './checkChain.ts';
import { entryText } from './entryText.ts';
import { FileLock, type FileLockOptions } from './fileLock.ts';
import { journalEntryParser } from './journalEntry.ts';
import { readHead, writeHead } from './journalHead.ts';
import { journaledChanges } from './journaledChanges.ts';
import { keptFolder } from './keptFolder.ts';
import { isRunning } from './lockHolder.ts';

export interface JournalOptions {
  /** The user's folder. */
  readonly folder: string;
  readonly clock?: Pick<Clock, 'now'>;
  /** Milliseconds to wait for the lock. More than a holder may be silent, or one that went silent is never followed. */
  readonly patience?: number;
  readonly lock?: Pick<FileLockOptions, 'beatEvery' | 'silentAfter' | 'grace'>;
}

interface Waiting {
  readonly text: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** After so long a change that has no outcome will get none from its process. Milliseconds. */
const longestChange = 15 * 60_000;

/** What was changed in clusters: one file of JSON lines for all windows and the command line, each line with the hash of the one before. */
export class Journal {
  readonly #file: string;
  readonly #head: string;
  readonly #lock: FileLock;
  readonly #now: () => number;
  #parsed: ReturnType<typeof journalEntryParser> | undefined;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor({ folder, clock = Date, patience = 20_000, lock }: JournalOptions) {
    this.#file = path.join(folder, 'journal.jsonl');
    this.#head = path.join(folder, 'journal.head');
    // In the user's folder, which is made with it
    this.#lock = new FileLock({ folder: path.join(folder, 'journal.lock'), patience, ...lock });
    this.#now = () => clock.now();
  }

  /**
   * Resolves when it is on the disk, and synced.
   * @throws an Error, in words, where it cannot be: then nothing may be written to the cluster
   */
  async append(entry: JournalEntry): Promise<void> {
    const text = entryText(entry);
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ text, resolve, reject });
      this.#writing ??= this.#drain();
    });
  }

  /**
   * Makes the user's folder where there is none.
   * @throws an error of the file system that names the folder or file, where nothing could be kept
   */
  async assureWritable(): Promise<void> {
    await keptFolder(path.dirname(this.#file));
    await access(path.dirname(this.#file), constants.W_OK);
    await access(this.#file, constants.W_OK).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
    });
  }

  /** Changes, the newest first; lines that are none of ours are passed over. */
  async changes(count: number): Promise<readonly JournaledChange[]> {
    return (await this.#all()).slice(0, count);
  }

  async change(id: string): Promise<JournaledChange | undefined> {
    return (await this.#all()).find(({ intent }) => intent.id === id);
  }

  /** Changes to one object, the newest first. Only lines that may be of them are parsed; those that are none of ours are passed over. */
  async changesOf(uid: string, count: number): Promise<readonly JournaledChange[]> {
    const all = linesOf(await this.#bytes());
    const ids = this.#entries(all.filter((line) => line.includes(uid))).flatMap((entry) =>
      entry.type === 'intent' && entry.steps.some((step) => step.uid === uid) ? [entry.id] : [],
    );
    const wanted = ids.slice(-count);
    if (wanted.length === 0) return [];
    const changes = journaledChanges(this.#entries(all.filter((line) => wanted.some((id) => line.includes(id)))));
    return changes.filter(({ intent }) => wanted.includes(intent.id));
  }

  /** Those that have no outcome and will get none: their process has ended, or is of another machine and had its time. */
  async unfinished(): Promise<readonly JournaledChange[]> {
    const here = hostname();
    return (await this.#all()).filter(({ intent: { by, at }, outcome }) => {
      if (outcome !== undefined) return false;
      return (by.host === here && !isRunning(by.pid)) || this.#now() - Date.parse(at) > longestChange;
    });
  }

  /** Looks at the whole chain. */
  async check(): Promise<JournalCheck> {
    // Before the lines, which may be more by the time that they are read.
    const head = await readHead(this.#head);
    const parsed = this.#parser();
    return checkChain(await this.#settledBytes(), head, (entry) => parsed(entry) !== undefined);
  }

  /** All lines as they are, for an export. */
  async text(): Promise<string> {
    return (await this.#settledBytes()).toString('utf8');
  }

  #parser(): ReturnType<typeof journalEntryParser> {
    this.#parsed ??= journalEntryParser();
    return this.#parsed;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(batch.map(({ text }) => text));
        for (const { resolve } of batch) resolve();
      } catch (cause) {
        const because = cause instanceof Error ? cause.message : String(cause);
        const error = new Error(`the journal at ${this.#file} cannot be written: ${because}`, { cause });
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = undefined;
  }

  async #write(entryTexts: readonly string[]): Promise<void> {
    const lock = await this.#lock.take();
    try {
      await writeHead(this.#head, await appendLines(this.#file, entryTexts, await readHead(this.#head), lock));
    } finally {
      // A file that stays is silent from now on, and is passed over in its time.
      await lock.release().catch(() => undefined);
    }
  }

  async #all(): Promise<readonly JournaledChange[]> {
    return journaledChanges(this.#entries(linesOf(await this.#bytes())));
  }

  #entries(lines: readonly Buffer[]): readonly JournalEntry[] {
    const parsed = this.#parser();
    return lines.flatMap((line) => parsed(readLine(line)?.entry) ?? []);
  }

  /** A line that is being written is waited for, and not taken for a torn one. */
  async #settledBytes(): Promise<Buffer> {
    let bytes = await this.#bytes();
    for (let attempt = 1; attempt <= 5 && bytes.length > 0 && bytes.at(-1) !== 10; attempt += 1) {
      await sleep(20);
      const again = await this.#bytes();
      if (again.length === bytes.length) break;
      bytes = again;
    }
    return bytes;
  }

  async #bytes(): Promise<Buffer> {
    try {
      return await readFile(this.#file);
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return Buffer.alloc(0);
      const because = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`the journal at ${this.#file} cannot be read: ${because}`, { cause });
    }
  }
}
