/** The exit codes of the program, as its usage has them; docs/cli.md tells which verdicts they go with. */
export const exitWords: Readonly<Record<number, string>> = {
  0: 'answered',
  1: 'failed',
  2: 'bad input',
  4: 'switched off',
  130: 'interrupted',
};
