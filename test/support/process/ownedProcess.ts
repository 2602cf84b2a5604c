import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { onProcessEnd } from './onProcessEnd.ts';

export interface OwnedProcess {
  readonly id: number;
  /** Resolves with the exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  hasEnded(): boolean;
  /** SIGTERM to the program and all that it started; SIGKILL to what is left after the grace. */
  stop(graceMilliseconds?: number): Promise<void>;
}

export interface OwnedProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Where both output streams go. */
  readonly log: string;
}

/** Starts a program in a process group of its own, which ends with this process at the latest. */
export function ownedProcess(program: string, args: readonly string[], options: OwnedProcessOptions): OwnedProcess {
  const log = openSync(options.log, 'a');
  const child = spawn(program, args, {
    stdio: ['ignore', log, log],
    env: options.env,
    cwd: options.cwd,
    detached: true,
  });
  closeSync(log);
  let over = false;
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      over = true;
      resolve(code);
    });
  });
  ended.catch(() => {
    over = true;
  });
  const group = child.pid;
  if (group === undefined) throw new Error(`${program} could not be started; is it there and executable?`);
  const signalGroup = (signal: NodeJS.Signals): void => {
    try {
      process.kill(-group, signal);
    } catch {
      // Nothing of the group is left.
    }
  };
  const forget = onProcessEnd(() => signalGroup('SIGKILL'));
  return {
    id: group,
    ended,
    hasEnded: () => over,
    async stop(graceMilliseconds = 2000) {
      signalGroup('SIGTERM');
      const deadline = Date.now() + graceMilliseconds;
      while (!over && Date.now() < deadline) await sleep(50);
      signalGroup('SIGKILL');
      if (!over) await ended.catch(() => null);
      forget();
    },
  };
}
