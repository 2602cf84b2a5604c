import { isRecord } from '../../../src/core/json.ts';
import { chatFile, codes } from './chatFile.ts';

/** A look that a skill names: `tool {input}` with `<…>` to be filled in, or `tool` alone, which is made as the answer before says. */
export interface Look {
  readonly tool: string;
  readonly input?: Readonly<Record<string, string>>;
}

/** What the text of a skill says, read as it stands there. */
export interface Skill {
  /** Words of a user who wants a plan first. */
  readonly planWords: readonly string[];
  readonly connection: Look;
  /** Absent: the skill is about nothing that has an address. */
  readonly byUrl?: Look;
  readonly byName: Look;
  /** Lists what could be meant; then the look at each of them. */
  readonly unnamed: readonly [Look, Look];
  /** The levels to take, the first that there is. */
  readonly levels: readonly string[];
  /** The looks that decide, by what the trace says. */
  readonly deciding: ReadonlyMap<string, readonly Look[]>;
  /** By the name of a step: what its answer has to show, in a plan. */
  readonly checks: ReadonlyMap<string, string>;
  readonly most: { readonly each: number; readonly looks: number; readonly plans: number };
}

export function readSkill(text: string): Skill {
  const { body } = chatFile(text);
  const looks = sectionOf(body, 'Looks');
  const [first, start, decide] = looks.split(/^\d+\. /m).slice(1);
  const rows = [start, decide].map((one) => bulletsOf(one ?? ''));
  const startLooks = (rows[0] ?? []).map(({ all }) => looksIn(all));
  const unnamed = startLooks.find((one) => one.length > 1) ?? [];
  const unnamedText = rows[0]?.find(({ all }) => looksIn(all).length > 1)?.all ?? '';
  const byUrl = startLooks.map(([one]) => one).find((one) => one?.input?.url !== undefined);
  const plan = sectionOf(body, 'Plan first');
  return {
    planWords: wordsOf(/asks for a plan \((.+?)\)/.exec(body)?.[1] ?? ''),
    connection: must(looksIn(first ?? '')[0]),
    ...(byUrl === undefined ? {} : { byUrl }),
    byName: must(startLooks.map(([one]) => one).find((one) => one?.input?.name !== undefined)),
    unnamed: [must(unnamed[0]), must(unnamed[1])],
    levels: codes(unnamedText).filter((code) => ['critical', 'warning', 'info'].includes(code)),
    deciding: new Map((rows[1] ?? []).flatMap(({ keys, all }) => keys.map((key) => [key, looksIn(all)] as const))),
    checks: new Map(bulletsOf(plan).map(({ all }) => pairOf(all))),
    most: {
      each: number(/(\d+) at most/, unnamedText),
      looks: number(/after (\d+) looks/, body),
      plans: number(/(\d+) new plans/, plan),
    },
  };
}

export function looksIn(text: string): readonly Look[] {
  return codes(text).flatMap((code) => {
    const [, asked, json, bare] = /^(?:([a-z]+(?:_[a-z]+)+) (\{.*\})|([a-z]+(?:_[a-z]+){2,}))$/.exec(code) ?? [];
    if (asked !== undefined && json !== undefined) return [{ tool: asked, input: input(json) }];
    return bare === undefined ? [] : [{ tool: bare }];
  });
}

export function sectionOf(body: string, title: string): string {
  return must(body.split(/^## /m).find((one) => one.startsWith(`${title}\n`)));
}

/** The bullets under a step; the codes before the first colon are what they are for. */
export function bulletsOf(text: string): readonly { readonly keys: readonly string[]; readonly all: string }[] {
  return [...text.matchAll(/^ +- (.+)$/gm)].map(([, all = '']) => ({ keys: codes(all.split(':')[0] ?? ''), all }));
}

export function pairOf(text: string): readonly [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1).trim()];
}

export function wordsOf(text: string): readonly string[] {
  return text.split(',').map((one) => one.trim());
}

function input(json: string): Readonly<Record<string, string>> {
  // A number that is to be filled in stands without quotes
  const value: unknown = JSON.parse(json.replaceAll(/:(<[^>]+>)/g, ':"$1"'));
  if (!isRecord(value)) throw new Error(`no input: ${json}`);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]));
}

function number(pattern: RegExp, text: string): number {
  return Number(must(pattern.exec(text)?.[1]));
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the skill does not say it');
  return value;
}
