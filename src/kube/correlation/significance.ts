/** What a feature and a failure have to do with each other, in counts of things that fail or do not independently. */
export interface Table {
  /** With the feature. */
  readonly failingWith: number;
  readonly healthyWith: number;
  readonly failingWithout: number;
  readonly healthyWithout: number;
}

/**
 * Fisher's exact test, one-sided: the chance that at least so many of those with the feature fail, if the feature had nothing to do
 * with it. 1 where all fail or none does: there is nothing to compare with.
 */
export function significance(table: Table): number {
  const { failing, withIt, all } = margins(table);
  let sum = 0;
  for (let count = table.failingWith; count <= Math.min(failing, withIt); count++)
    sum += probability(count, failing, withIt, all);
  return Math.min(1, sum);
}

/** The smallest value that the test can give for a feature that so many have. */
function attainable(table: Table): number {
  const { failing, withIt, all } = margins(table);
  return probability(Math.min(failing, withIt), failing, withIt, all);
}

/**
 * For how many features chance must be allowed. Features that could not reach significance however the failures fell do not count
 * (Tarone, Biometrics 46, 1990): thousands of names that one workload alone uses would drown every other.
 */
export function comparisons(tables: readonly Table[], level: number): number {
  const least = tables.map(attainable).sort((a, b) => a - b);
  let count = 1;
  while (least.filter((one) => one <= level / count).length > count) count++;
  return count;
}

function margins({ failingWith, healthyWith, failingWithout, healthyWithout }: Table) {
  return {
    failing: failingWith + failingWithout,
    withIt: failingWith + healthyWith,
    all: failingWith + healthyWith + failingWithout + healthyWithout,
  };
}

/** Hypergeometric. */
function probability(count: number, failing: number, withIt: number, all: number): number {
  if (count < Math.max(0, withIt + failing - all)) return 0;
  return Math.exp(logChoose(failing, count) + logChoose(all - failing, withIt - count) - logChoose(all, withIt));
}

function logChoose(of: number, take: number): number {
  return logFactorial(of) - logFactorial(take) - logFactorial(of - take);
}

const logs: number[] = [0];

function logFactorial(of: number): number {
  for (let next = logs.length; next <= of; next++) logs.push((logs[next - 1] ?? 0) + Math.log(next));
  return logs[of] ?? 0;
}
