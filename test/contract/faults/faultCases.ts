import { loopTime } from '../../support/loopTime.ts';
import { requestKind } from '../../support/requestKind.ts';
import { limitsUnder, patientLimits, type Bench } from './bench.ts';
import type { NamedFault } from './faults.ts';
import type { Answer, Question } from './question.ts';

/** A question with what it answers when all is well, and what it asks the server for. */
export interface Asked {
  readonly question: Question;
  readonly well: Answer;
  readonly kinds: readonly string[];
  /** How often it asks for each path. */
  readonly counts: ReadonlyMap<string, number>;
}

export interface FaultCase extends Asked {
  readonly fault: NamedFault;
  /** The one kind of request that meets the fault; undefined: all do. */
  readonly only: string | undefined;
}

export interface Seen {
  readonly answer: Answer;
  /** By the event loop's time: a busy machine is no fault of ours. */
  readonly milliseconds: number;
  readonly requests: readonly string[];
  readonly faulted: readonly string[];
  /** Still under way some time after the answer. */
  readonly open: number;
}

/** What is asked when all is well; undefined for a question that has no answer here, and for one that asks no server. */
export async function askWell({ proxy, engine }: Bench, question: Question): Promise<Asked | undefined> {
  proxy.clear();
  proxy.requests.length = 0;
  const one = engine(patientLimits);
  try {
    const well = await question.ask(one);
    const kinds = [...new Set(proxy.requests.map(requestKind))].sort();
    if (well.error !== undefined || kinds.length === 0) return undefined;
    return { question, well, kinds, counts: countsOf(proxy.requests) };
  } finally {
    await one.dispose();
  }
}

/** Those that differ in what they find and in what they ask for: the others would meet the same faults in the same way. */
export function distinctQuestions(all: readonly Asked[]): readonly Asked[] {
  const subject = ({ question, well, kinds }: Asked): string =>
    JSON.stringify([question.tool, well.verdict, kinds.map((kind) => kind.replace(/^get of .*/, 'get'))]);
  return [...new Map(all.toReversed().map((one) => [subject(one), one])).values()].toReversed();
}

export function countsOf(paths: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}

/** @param share of the faults of one kind of request alone, each of another kind's: 3 takes every third; 1 takes all */
export function casesOf(asked: Asked, faults: readonly NamedFault[], share: number): readonly FaultCase[] {
  const { kinds, question } = asked;
  // One kind alone is all there is
  const alone = kinds.length === 1 || question.briefly === true ? [] : kinds;
  return faults.flatMap((fault, turn) => [
    { ...asked, fault, only: undefined },
    ...alone.filter((_, place) => (turn + place) % share === 0).map((only) => ({ ...asked, fault, only })),
  ]);
}

export async function runCase({ proxy, engine }: Bench, { question, fault, only }: FaultCase): Promise<Seen> {
  proxy.clear();
  proxy.requests.length = 0;
  proxy.faulted.length = 0;
  proxy.set((path) => only === undefined || requestKind(path) === only, fault.fault);
  const one = engine(limitsUnder(fault));
  const time = loopTime();
  try {
    const answer = await question.ask(one);
    const milliseconds = time.passed();
    const open = await openAfter(proxy, 1000);
    return { answer, milliseconds, requests: [...proxy.requests], faulted: [...proxy.faulted], open };
  } finally {
    time.stop();
    await one.dispose();
  }
}

/** Requests that are still under way when none should be, or after so many milliseconds of the event loop's time. */
export async function openAfter(proxy: Bench['proxy'], milliseconds: number): Promise<number> {
  const time = loopTime();
  try {
    while (proxy.open > 0 && time.passed() < milliseconds) await new Promise((resolve) => setTimeout(resolve, 2));
    return proxy.open;
  } finally {
    time.stop();
  }
}
