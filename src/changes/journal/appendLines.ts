import { writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { beginning, lineAfter, linesOf, readLine, type Link } from './chain.ts';
import type { HeldLock } from './ownLockFile.ts';
import { syncFolder } from './keptFolder.ts';

/**
 * Appends entries to the chain by one write, and syncs it. To be called under the lock. The chain goes on from the last whole line; where
 * `head` knows of a later or another one, from that: that lines were removed or changed at the end stays to be seen.
 */
export async function appendLines(
  file: string,
  entryTexts: readonly string[],
  head: Link | undefined,
  lock: HeldLock,
): Promise<Link> {
  const handle = await open(file, 'a+', 0o600);
  try {
    const { size, mode } = await handle.stat();
    if ((mode & 0o077) !== 0 && process.platform !== 'win32') await handle.chmod(0o600);
    const tail = await lastLine(handle, size);
    let { link } = tail;
    if (head !== undefined && head.seq >= link.seq) link = head;
    let text = tail.isOpen ? '\n' : '';
    for (const entryText of entryTexts) {
      const next = lineAfter(link, entryText);
      text += `${next.text}\n`;
      link = next.link;
    }
    const bytes = Buffer.from(text);
    await lock.confirm();
    // At once: a thread that waits for its turn could write when the lock is another's. It is a copy in memory; the sync is what takes time.
    if (writeSync(handle.fd, bytes) < bytes.length)
      throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' });
    await handle.sync();
    if ((await handle.stat()).size !== size + bytes.length) throw new Error('another process wrote at the same time');
    if (size === 0) await syncFolder(path.dirname(file));
    return link;
  } finally {
    await handle.close();
  }
}

/** `isOpen`: something without its end of line is there. It may be the whole line. */
async function lastLine(handle: FileHandle, size: number): Promise<{ readonly link: Link; readonly isOpen: boolean }> {
  let isOpen = false;
  for (let length = Math.min(size, 65_536); length > 0; length = Math.min(size, length * 4)) {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, size - length);
    if (bytesRead < length) throw new Error('it became shorter while it was read');
    isOpen = bytes.at(-1) !== 10;
    // The first line may have begun before the part that was read.
    for (const text of linesOf(bytes)
      .slice(length < size ? 1 : 0)
      .toReversed()) {
      const line = readLine(text);
      if (line !== undefined) return { link: line, isOpen };
    }
    if (length === size) break;
  }
  return { link: beginning, isOpen };
}
