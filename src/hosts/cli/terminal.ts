import type { Readable, Writable } from 'node:stream';

/** What a command needs of the process that runs it. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard input and output as streams, for a protocol. */
  readonly input: Readable;
  readonly output: Writable;
  /** Standard output: the answer, and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error: progress and logs. */
  readonly err: (text: string) => void;
  /** Aborted by Ctrl+C and SIGTERM. */
  readonly signal: AbortSignal;
}
