import type { Envelope } from '../../../src/core/envelope.ts';
import { isRecord } from '../../../src/core/json.ts';
import { checkEnvelope } from '../checkEnvelope.ts';
import { textOf, type ModelMessage, type ModelRequest } from '../vscodeHost/scriptedModel.ts';

export interface SkillEntry {
  readonly name: string;
  readonly description: string;
  readonly file: string;
}

/** A call of one of our tools in this turn, and what it gave. */
export interface Step {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly answer: Envelope;
}

/** What a model can know of a chat: nothing else reaches it. */
export interface Conversation {
  /** What the user typed, without what chat puts around it. */
  readonly question: string;
  /** The text of a prompt file that the user ran. */
  readonly prompt: string;
  readonly tools: ReadonlySet<string>;
  /** The skills that the model may read, as chat lists them. */
  readonly skills: readonly SkillEntry[];
  /** Files that were read in this turn, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly steps: readonly Step[];
}

export function conversation({ messages, tools }: ModelRequest): Conversation {
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  const user = textOf(messages[asked]);
  const request = between(user, 'userRequest').at(-1) ?? user;
  const prompt = between(request, 'attachment').join('\n');
  // A reference to a tool, `#traceServiceChain`, arrives as its name in quotes.
  const typed = request
    .replace(/<attachment[\s\S]*?<\/attachment>/g, '')
    .replace(/'[a-z]+(?:_[a-z]+)+'/g, '')
    .trim();
  const calls = callsOf(messages.slice(asked));
  const isFile = (name: string): boolean => name === 'read_file';
  return {
    question: /with these arguments: (.*)$/s.exec(typed)?.[1] ?? typed,
    prompt,
    tools: new Set((tools ?? []).map((tool) => tool.function.name)),
    skills: skillsOf(messages.map(textOf).join('\n')),
    files: new Map(calls.filter(({ tool }) => isFile(tool)).map(({ input, text }) => [String(input.filePath), text])),
    steps: calls
      .filter(({ tool }) => !isFile(tool))
      .map(({ tool, input, text }) => ({ tool, input, answer: checkEnvelope(JSON.parse(text)) })),
  };
}

function callsOf(messages: readonly ModelMessage[]) {
  const answers = new Map(messages.map((message) => [message.tool_call_id ?? '', textOf(message)]));
  return messages
    .flatMap((message) => message.tool_calls ?? [])
    .flatMap(({ id, function: { name, arguments: json } }) => {
      const input: unknown = JSON.parse(json);
      const text = answers.get(id);
      return text === undefined || !isRecord(input) ? [] : [{ tool: name, input, text }];
    });
}

/** The last list that chat sent: it sends a new one when what is there has changed. */
function skillsOf(text: string): readonly SkillEntry[] {
  const list = between(text, 'skills').at(-1) ?? '';
  return between(list, 'skill').map((one) => ({
    name: between(one, 'name')[0] ?? '',
    description: between(one, 'description')[0] ?? '',
    file: between(one, 'file')[0] ?? '',
  }));
}

function between(text: string, tag: string): readonly string[] {
  return [...text.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, one]) =>
    (one ?? '').trim(),
  );
}
