import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { decodeTime } from 'ulid';
import type { JsonObject } from '../../core/json.ts';
import { wholeObject } from '../../kube/wholeObject.ts';
import { codeOf } from '../readLogFiles.ts';
import { keptFolder } from './keptFolder.ts';
import { writeWhole } from './writeWhole.ts';

export interface BeforeImagesOptions {
  /** The user's folder. */
  readonly folder: string;
  readonly keepDays?: number;
  /** Milliseconds since the epoch, by this machine. */
  readonly now: () => number;
}

/** A ULID; what is none could be a path to elsewhere. */
const ulidForm = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** `<id>.json`, and what a crash left of one. */
const ourName = /^([0-7][0-9A-HJKMNP-TV-Z]{25})\.json(?:\.[0-9a-f]+\.draft)?$/;

const dayMilliseconds = 86_400_000;

/** The objects as they stood before each change. They hold all that the objects hold: their owner alone may read them. */
export class BeforeImages {
  readonly #folder: string;
  readonly #keepDays: number;
  readonly #now: () => number;

  constructor({ folder, keepDays = 30, now }: BeforeImagesOptions) {
    this.#folder = path.join(folder, 'before');
    this.#keepDays = keepDays;
    this.#now = now;
  }

  /**
   * The SHA-256 of the file, in hex. It is on the disk when this resolves.
   * @throws an Error, in words, where it cannot be written
   */
  async save(id: string, content: JsonObject): Promise<string> {
    const file = this.#file(id);
    const text = `${JSON.stringify(content)}\n`;
    await this.prune().catch(() => undefined);
    try {
      await keptFolder(this.#folder);
      await writeWhole(file, text);
    } catch (cause) {
      throw new Error(`what stands now cannot be kept at ${file}: ${words(cause)}`, { cause });
    }
    return sha256(Buffer.from(text));
  }

  /**
   * undefined: it is gone, its days are over.
   * @throws an Error where it cannot be read, or is not what was saved
   */
  async load(id: string, hash: string): Promise<JsonObject | undefined> {
    const file = this.#file(id);
    const bytes = await readFile(file).catch((cause: unknown) => {
      if (codeOf(cause) === 'ENOENT') return undefined;
      throw new Error(`what stood before cannot be read at ${file}: ${words(cause)}`, { cause });
    });
    if (bytes === undefined) return undefined;
    if (sha256(bytes) !== hash)
      throw new Error(`${file} has changed since it was written: it does not tell what stood before`);
    return wholeObject(JSON.parse(bytes.toString('utf8')));
  }

  /** Deletes what is older than its days, by the time that is in its id. */
  async prune(): Promise<void> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    });
    const oldest = this.#now() - this.#keepDays * dayMilliseconds;
    for (const name of names) {
      const id = ourName.exec(name)?.[1];
      if (id !== undefined && decodeTime(id) < oldest) await rm(path.join(this.#folder, name), { force: true });
    }
  }

  #file(id: string): string {
    if (!ulidForm.test(id)) throw new Error(`no change has the id ${id}`);
    return path.join(this.#folder, `${id}.json`);
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
