import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../support/process/temporaryFolder.ts';

const script = fileURLToPath(new URL('../../scripts/cluster.ts', import.meta.url));

describe('The control plane of the tests', function () {
  this.timeout(120_000);

  for (const signal of ['SIGINT', 'SIGKILL'] as const)
    it(`leaves no process and no file when whoever started it ends by ${signal}`, async () => {
      const temporary = temporaryFolder('kube-sre-launcher-test');
      const run = spawn(process.execPath, [script, '--nodes', '5'], {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, TMPDIR: temporary.path },
        // So that the signal can be sent to the whole group, as a terminal and a runner of tests do
        detached: true,
      });
      const kubeconfig = await firstLine(run.stdout);
      const folder = readdirSync(temporary.path).find((name) => name.startsWith('kube-sre-control-plane-')) ?? '';
      assert.ok(kubeconfig.startsWith(path.join(temporary.path, folder)), kubeconfig);
      assert.ok(existsSync(kubeconfig));
      const running = processesNaming(folder);
      assert.ok(running.length >= 5, `etcd, API server, controllers, scheduler and KWOK, but ${running.join()}`);

      assert.ok(run.pid !== undefined);
      const ended = once(run, 'exit');
      process.kill(-run.pid, signal);
      await ended;
      const deadline = Date.now() + 20_000;
      while (Date.now() < deadline && (running.some(isAlive) || readdirSync(temporary.path).some(isOurs)))
        await sleep(100);
      assert.deepEqual(running.filter(isAlive), []);
      assert.deepEqual(readdirSync(temporary.path).filter(isOurs), []);
      temporary.remove();
    });
});

async function firstLine(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) return line;
  throw new Error('it ended before it was ready');
}

/** Process ids whose command line names the folder. */
function processesNaming(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((id) => id > 0 && commandLine(id).includes(folder));
}

function commandLine(id: number): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(id: number): boolean {
  return commandLine(id) !== '';
}

function isOurs(name: string): boolean {
  return name.startsWith('kube-sre-');
}
