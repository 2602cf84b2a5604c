import { runProgram, type RunOptions } from './runProgram.ts';

/** Runs a program that has to succeed; its standard output. */
export async function mustRun(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await runProgram(program, args, options);
  if (code === 0) return stdout;
  throw new Error(
    `${program} ${args.join(' ')} ended with ${String(code)}:\n${stderr.slice(-4000)}${stdout.slice(-1000)}`,
  );
}
