import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ProcessCost {
  readonly wallMs: number;
  /** The most memory that it had resident; the kernel's own high-water mark, looked at every 10 ms. */
  readonly peakMb: number;
  readonly output: string;
}

/** A whole process from its start to its end. Linux alone: it reads /proc. */
export async function processCost(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ProcessCost> {
  const since = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  let peakKb = 0;
  const look = setInterval(() => {
    peakKb = Math.max(peakKb, peakOf(child.pid));
  }, 10);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(look);
  const wallMs = performance.now() - since;
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(code)}`);
  return { wallMs, peakMb: peakKb / 1024, output: Buffer.concat(parts).toString('utf8') };
}

function peakOf(id: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(id)}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
