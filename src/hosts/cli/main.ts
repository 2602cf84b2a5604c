import { runCommand } from './runCommand.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

runCommand(process.argv.slice(2), {
  env: process.env,
  // Opened by the one command that reads it.
  get input() {
    return process.stdin;
  },
  output: process.stdout,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  signal: stop.signal,
}).then(
  (code) => {
    // The exit code alone, so that what was written to a pipe is not cut off.
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`kube-sre: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
