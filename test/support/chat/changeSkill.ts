import type { Envelope } from '../../../src/core/envelope.ts';
import { isRecord } from '../../../src/core/json.ts';
import { chatFile } from './chatFile.ts';
import { bulletsOf, looksIn, pairOf, sectionOf, wordsOf, type Look } from './skillText.ts';

/** What the skill says to do with an answer. */
export interface Case {
  readonly keys: readonly string[];
  /** `ask` and `stop` end the work; `go` leads to the next step, after `look` where there is one. */
  readonly then: 'ask' | 'stop' | 'go';
  readonly look?: Look;
  readonly text: string;
}

/** The text of a skill that ends in a change, read as it stands there. */
export interface ChangeSkill {
  readonly planWords: readonly string[];
  readonly connection: Look;
  readonly byName: Look;
  readonly unnamed: Look;
  /** What the look at the target means for the change. */
  readonly sense: readonly Case[];
  readonly change: Look;
  readonly outcome: readonly Case[];
  /** By the name of a step: what its answer has to show, in a plan. */
  readonly checks: ReadonlyMap<string, string>;
}

export function isChangeSkill(text: string): boolean {
  return /^## Steps$/m.test(text);
}

export function readChangeSkill(text: string): ChangeSkill {
  const { body } = chatFile(text);
  const [connection, target, sense, change, outcome] = sectionOf(body, 'Steps')
    .split(/^\d+\. /m)
    .slice(1);
  const [byName, unnamed] = looksIn(target ?? '');
  const [first] = looksIn(connection ?? '');
  const [doing] = looksIn(change ?? '');
  if (first === undefined || byName === undefined || unnamed === undefined || doing === undefined)
    throw new Error('the skill has not its five steps');
  return {
    planWords: wordsOf(/asks for a plan \((.+?)\)/.exec(body)?.[1] ?? ''),
    connection: first,
    byName,
    unnamed,
    sense: casesOf(sense ?? ''),
    change: doing,
    outcome: casesOf(outcome ?? ''),
    checks: new Map(bulletsOf(sectionOf(body, 'Plan first')).map(({ all }) => pairOf(all))),
  };
}

function casesOf(text: string): readonly Case[] {
  return bulletsOf(text).map(({ keys, all }) => {
    const [look] = looksIn(all);
    return {
      keys: keys.length === 0 ? [all.split(':')[0] ?? ''] : keys,
      then: /\*\*ask\*\*/i.test(all) ? 'ask' : /\*\*stop\*\*/i.test(all) ? 'stop' : 'go',
      ...(look === undefined ? {} : { look }),
      text: all,
    };
  });
}

/** The case that an answer is: the first whose words are all true of it, else what is said of all else. */
export function caseOf(cases: readonly Case[], answer: Envelope): Case | undefined {
  const truths = truthsOf(answer);
  return (
    cases.find(({ keys }) => keys.every((key) => truths.has(key))) ??
    cases.find(({ keys }) => keys.some((key) => truths.has(key))) ??
    cases.find(({ text }) => text.startsWith('all else'))
  );
}

function truthsOf({ verdict, error, data, findings, change }: Envelope): ReadonlySet<string> {
  if (error !== undefined) return new Set([error.code, 'error']);
  if (Array.isArray(data?.candidates)) return new Set(['data.candidates']);
  const revisions = Array.isArray(data?.revisions) ? data.revisions.filter(isRecord) : undefined;
  const [subject = ''] = findings[0]?.rule.split('/') ?? [];
  return new Set([
    verdict,
    subject,
    ...findings.map(({ rule }) => rule),
    ...(typeof data?.replicas === 'number' && data.replicas > 0 ? ['data.replicas'] : []),
    ...(change?.verified?.settled === true ? ['change.verified.settled'] : []),
    ...(revisions?.length === 1 ? ['one revision'] : []),
    ...(revisions?.[1]?.everAvailable === 'no' ? ['everAvailable', 'no'] : []),
  ]);
}
