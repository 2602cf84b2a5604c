import type { Envelope } from '../../../src/core/envelope.ts';
import { isRecord } from '../../../src/core/json.ts';
import type { Conversation, Step } from './conversation.ts';
import type { Look, Skill } from './skillText.ts';

export interface Call {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** One application on its way: the trace, what it answered if it was made, and the looks that decide. */
export interface Trail {
  readonly trace: Call;
  readonly answer?: Envelope;
  readonly looks: readonly Call[];
}

export interface Progress {
  readonly trails: readonly Trail[];
  /** What is known to be worth a look and was not looked at, in order. */
  readonly pending: readonly Call[];
  /** Tools that the skill wants and that are not there. */
  readonly absent: readonly string[];
}

/** Where somebody stands who follows the skill to the letter and knows only what the answers said. */
export function progress(skill: Skill, chat: Pick<Conversation, 'question' | 'tools' | 'steps'>): Progress {
  const wanted: Call[] = [{ tool: skill.connection.tool, input: {} }];
  const connection = answerOf(chat.steps, wanted[0]);
  const trails = connection?.error === undefined ? trailsOf(skill, chat, wanted) : [];
  wanted.push(...trails.flatMap(({ trace, looks }) => [trace, ...looks]));
  const isOffered = ({ tool }: Call): boolean => chat.tools.has(tool);
  const isOpen = chat.steps.length < skill.most.looks;
  return {
    trails,
    pending: isOpen ? wanted.filter((call) => isOffered(call) && answerOf(chat.steps, call) === undefined) : [],
    absent: [...new Set(wanted.filter((call) => !isOffered(call)).map(({ tool }) => tool))],
  };
}

function trailsOf(
  skill: Skill,
  { question, steps }: Pick<Conversation, 'question' | 'steps'>,
  wanted: Call[],
): readonly Trail[] {
  const queue = [...starts(skill, question, steps, wanted)];
  const trails: Trail[] = [];
  // The list grows while it is walked: an answer may name others to trace.
  for (const trace of queue) {
    const answer = answerOf(steps, trace);
    if (answer === undefined) {
      trails.push({ trace, looks: [] });
      continue;
    }
    const looks = decidingLooks(skill, answer);
    const others = looks.filter(({ tool }) => tool === trace.tool);
    queue.push(...others.slice(0, skill.most.each));
    trails.push({ trace, answer, looks: looks.filter((look) => !others.includes(look)) });
  }
  return trails;
}

/** The first traces: of what the user named, else of the applications that are listed as in trouble. */
function starts(skill: Skill, question: string, steps: readonly Step[], wanted: Call[]): readonly Call[] {
  // A word such as Pod or Service is no name
  const named = /(?<![A-Za-z])[a-z0-9](?:[a-z0-9.:/-]*[a-z0-9])?/.exec(question.replace(/\bhttps?:\/\//, ''))?.[0];
  if (named !== undefined)
    return [
      named.includes('.') && skill.byUrl !== undefined
        ? filled(skill.byUrl, { url: named })
        : filled(skill.byName, { name: named }),
    ];
  const [list, each] = skill.unnamed;
  const listing: Call = { tool: list.tool, input: {} };
  wanted.push(listing);
  const { services, groups } = answerOf(steps, listing)?.data ?? {};
  const rows = [services, groups].find((one) => Array.isArray(one)) ?? [];
  const listed = Array.isArray(rows) ? rows.filter(isRecord) : [];
  const worst = skill.levels
    .map((level) => listed.filter((one) => one.level === level))
    .find(({ length }) => length > 0);
  return (worst ?? []).slice(0, skill.most.each).map((one) => filled(each, { name: firstName(one), ...one }));
}

function firstName({ names }: Readonly<Record<string, unknown>>): unknown {
  return Array.isArray(names) ? names[0] : undefined;
}

/** What the skill says to look at for what this trace answered; where the look stands bare, as `next` has it. */
function decidingLooks(skill: Skill, { data, error, verdict, next, findings }: Envelope): readonly Call[] {
  const [subject = ''] = findings[0]?.rule.split('/') ?? [];
  const broken = typeof data?.firstBrokenHop === 'string' ? data.firstBrokenHop : subject;
  const key = error?.code ?? (verdict === 'broken' || !skill.deciding.has(verdict) ? broken : verdict);
  const nextOf = (tool: string): readonly Call[] => next.filter((one) => one.tool === tool);
  return (skill.deciding.get(key) ?? []).flatMap((look) =>
    look.input === undefined ? nextOf(look.tool) : [filled(look, {})],
  );
}

function filled({ tool, input = {} }: Look, values: Readonly<Record<string, unknown>>): Call {
  const fill = (text: string): unknown => (text.startsWith('<') ? values[text.slice(1, -1)] : text);
  return { tool, input: Object.fromEntries(Object.entries(input).map(([key, text]) => [key, fill(text)])) };
}

export function answerOf(steps: readonly Step[], call: Call | undefined): Envelope | undefined {
  if (call === undefined) return undefined;
  return steps.find(({ tool, input }) => tool === call.tool && text(input) === text(call.input))?.answer;
}

function text(input: Call['input']): string {
  return JSON.stringify(Object.entries(input).sort(([a], [b]) => a.localeCompare(b)));
}
