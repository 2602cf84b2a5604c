import { open, readFile } from 'node:fs/promises';
import type { CallRecord } from '../core/engine.ts';
import { madeFolder } from './madeFolder.ts';
import { codeOf, currentFile, logFiles, rotate } from './readLogFiles.ts';
import { readLogLine, readLogParser } from './readLogLine.ts';

export interface ReadLogOptions {
  readonly folder: string;
  /** Told once, in words, when lines cannot be written; and again only after it had worked in between. */
  readonly warn: (text: string) => void;
  /** Bytes after which the file is put aside. */
  readonly limitBytes?: number;
  /** Files that are kept beside the current one. */
  readonly oldFiles?: number;
}

/** Lines that wait for a disk that does not answer; more are dropped. */
const mostWaiting = 1000;

/**
 * The calls of all windows and of the command line, one JSON line each, readable by the owner alone. A line is appended by a single
 * write, so that those of several processes never mix. No call waits for it, and none fails because of it.
 */
export class ReadLog {
  readonly #folder: string;
  readonly #warn: (text: string) => void;
  readonly #limitBytes: number;
  readonly #oldFiles: number;
  #waiting: string[] = [];
  #writing: Promise<void> | undefined;
  #warned = false;

  constructor({ folder, warn, limitBytes = 1_000_000, oldFiles = 4 }: ReadLogOptions) {
    this.#folder = folder;
    this.#warn = warn;
    this.#limitBytes = limitBytes;
    this.#oldFiles = oldFiles;
  }

  add(record: CallRecord): void {
    try {
      if (this.#waiting.length >= mostWaiting) throw new Error('the disk does not answer');
      this.#waiting.push(readLogLine(record));
      this.#writing ??= this.#drain();
    } catch (error) {
      this.#tell(error);
    }
  }

  /** Resolves when what was added is written, or could not be. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  /**
   * The last calls, the newest first; fewer where there are no more.
   * @throws an error of the file system where the log is there and cannot be read.
   */
  async last(count: number): Promise<readonly CallRecord[]> {
    await this.flush();
    for (let attempt = 1; ; attempt += 1) {
      const before = await logFiles(this.#folder);
      const records = await recordsIn(before, count);
      // A file that was put aside meanwhile could be read twice, or not at all.
      if (attempt === 3 || before.join() === (await logFiles(this.#folder)).join()) return records;
    }
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const lines = this.#waiting;
      this.#waiting = [];
      try {
        await this.#append(lines.join(''));
        this.#warned = false;
      } catch (error) {
        this.#tell(error);
      }
    }
    this.#writing = undefined;
  }

  async #append(text: string): Promise<void> {
    await madeFolder(this.#folder);
    const file = await open(currentFile(this.#folder), 'a+', 0o600);
    let size: number;
    try {
      ({ size } = await file.stat());
      const last = size === 0 ? undefined : (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString();
      // A line without its end was torn by a crash or a full disk: ours must not be glued to it.
      const bytes = Buffer.from(last === undefined || last === '\n' ? text : `\n${text}`);
      const { bytesWritten } = await file.write(bytes);
      if (bytesWritten < bytes.length) throw new Error('the disk is full');
      size += bytesWritten;
    } finally {
      await file.close();
    }
    if (size >= this.#limitBytes) await rotate(this.#folder, this.#limitBytes, this.#oldFiles);
  }

  #tell(error: unknown): void {
    if (this.#warned) return;
    this.#warned = true;
    const because = error instanceof Error ? error.message : String(error);
    this.#warn(`Calls are not kept in the log of reads at ${this.#folder}: ${because}`);
  }
}

async function recordsIn(files: readonly string[], count: number): Promise<readonly CallRecord[]> {
  const records: CallRecord[] = [];
  const parsed = readLogParser();
  for (const file of files) {
    if (records.length >= count) break;
    const lines = (await textOf(file)).split('\n');
    for (let index = lines.length - 1; index >= 0 && records.length < count; index -= 1) {
      const record = parsed(lines[index] ?? '');
      if (record !== undefined) records.push(record);
    }
  }
  return records;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    // Put aside or deleted since it was listed.
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}
