/** What a command needs of the process that runs it. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard output: the answer, and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error: progress and logs. */
  readonly err: (text: string) => void;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}
