import { format, resolveConfig } from 'prettier';
import type { Judge, Judged } from '../../test/judge/judge.ts';

export interface Verdict {
  readonly judge: Judge;
  readonly seed: number;
  readonly judged: Judged;
}

/**
 * The text of docs/judges.md, without a date, so that the same verdicts give the same page. Judges that did not run now keep the
 * row that they have in `before`.
 */
export async function judgesPage(
  file: string,
  before: string,
  judges: readonly Judge[],
  verdicts: readonly Verdict[],
  kubernetes: string,
): Promise<string> {
  const kept = rowsByName(before);
  const rows = judges.flatMap((judge) => {
    const verdict = verdicts.find((one) => one.judge === judge);
    const row = verdict === undefined ? kept.get(judge.name) : rowOf(verdict, kubernetes);
    return row === undefined ? [] : [row];
  });
  const page = `# Judges

What the tools say of generated objects, held beside what somebody says who must know. Each judge puts its cases on a real Kubernetes
control plane, asks the product and the oracle, and counts; \`correlation\` alone makes its clusters in memory, since who breaks one
knows what broke it. \`npm test\` runs a small number of each.

Repeat it with \`npm run judge\`; \`npm run judge -- --only ${judges[0]?.name ?? ''} --seed 7\` runs one of them with another seed, and
\`--count 50\` prints a shorter run without writing it down here. It needs Go, and builds the control plane the first time. The same seed
makes the same cases.

| judge | what we claim | who is right | Kubernetes | seed | cases | agreed | disagreed |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
  return format(page, { ...(await resolveConfig(file)), filepath: file });
}

function rowOf({ judge, seed, judged }: Verdict, kubernetes: string): string {
  const { agreed, disagreed } = judged;
  const cells = [
    `\`${judge.name}\``,
    judge.claim,
    judge.oracle,
    kubernetes,
    seed,
    agreed + disagreed.length,
    agreed,
    disagreed.length,
  ];
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

function rowsByName(page: string): ReadonlyMap<string, string> {
  return new Map(
    page.split('\n').flatMap((line): [string, string][] => {
      const name = /^\| `([^`]+)`/.exec(line)?.[1];
      return name === undefined ? [] : [[name, line]];
    }),
  );
}
