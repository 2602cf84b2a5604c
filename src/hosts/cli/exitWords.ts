/** The exit codes of the program, as its usage has them; docs/cli.md tells which verdicts they go with. */
export const exitWords: Readonly<Record<number, string>> = {
  0: 'answered',
  1: 'failed',
  2: 'bad input',
  3: 'waits for approval',
  4: 'blocked, declined, or written and not settled',
  130: 'interrupted',
};
