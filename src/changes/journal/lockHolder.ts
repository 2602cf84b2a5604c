import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { codeOf } from '../readLogFiles.ts';

/** Who stands for a lock. All of it is in the name of an empty file, which is there whole or not at all, on a full disk too. */
export interface LockHolder {
  readonly name: string;
  /** As a person knows it. */
  readonly host: string;
  /** Tells where its process ids mean the same as here: not after a restart of the machine, nor in another container. */
  readonly realm: string;
  readonly pid: number;
  /** When its process began, in the words of its host: another of the same id has another. `0`: the host does not tell. */
  readonly start: string;
}

const form = /^([A-Za-z0-9.-]{1,64})_([0-9a-f]{12})_(\d{1,10})_(\d{1,20})_[0-9a-f]{16}$/;

export function holderOf(name: string): LockHolder | undefined {
  const [, host, realm, pid, start] = form.exec(name) ?? [];
  if (host === undefined || realm === undefined || pid === undefined || start === undefined) return undefined;
  return { name, host, realm, pid: Number(pid), start };
}

/** A name for this process that nobody has had before. */
export function ownName(): string {
  const host =
    hostname()
      .replace(/[^A-Za-z0-9.-]/g, '-')
      .slice(0, 64) || 'host';
  const { start = '0' } = processFacts(process.pid);
  return `${host}_${realm()}_${process.pid}_${start}_${randomBytes(8).toString('hex')}`;
}

/** True only where it is known for certain; of another realm nothing is. */
export function hasEnded(holder: LockHolder): boolean {
  if (holder.realm !== realm()) return false;
  if (!isRunning(holder.pid)) return true;
  const { start, over } = processFacts(holder.pid);
  return over === true || (start !== undefined && holder.start !== '0' && start !== holder.start);
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/**
 * proc(5): after the name in parentheses come the state (Z and X: it has ended, and nobody has asked how) and, 19 further, the start.
 * What is there is in memory: reading it takes microseconds, less than to wait for it.
 */
function processFacts(pid: number): { readonly start?: string; readonly over?: boolean } {
  const text = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const start = fields[19];
  return start === undefined ? {} : { start, over: fields[0] === 'Z' || fields[0] === 'X' };
}

let ownRealm: string | undefined;

function realm(): string {
  ownRealm ??= createHash('sha256')
    .update(hostname())
    .update(orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')))
    .update(orEmpty(() => readlinkSync('/proc/self/ns/pid')))
    .digest('hex')
    .slice(0, 12);
  return ownRealm;
}

/** Only Linux has these files. */
function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
