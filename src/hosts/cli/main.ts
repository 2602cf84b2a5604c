import { runCommand } from './runCommand.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

// A full disk, or a reader that has gone: Node would end with a stack trace. There is nothing left to work for then.
let outputFailed = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `mcp` ends by itself when its client goes; a reader that has read enough (head) wants to hear no more
  const hasGone = error.code === 'EPIPE';
  if (!outputFailed && !hasGone)
    process.stderr.write(`kube-sre: standard output cannot be written: ${error.message}\n`);
  outputFailed ||= !hasGone;
  if (outputFailed) process.exitCode = 1;
  stop.abort();
});
// Whoever cannot be told of progress is not disturbed by that
process.stderr.on('error', () => undefined);

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
    process.exitCode = outputFailed ? 1 : code;
  },
  (error: unknown) => {
    process.stderr.write(`kube-sre: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
