import type { Envelope } from '../../../src/core/envelope.ts';
import type { ModelMessage, ModelReply, ModelRequest } from '../vscodeHost/scriptedModel.ts';

export interface Talk {
  /** The calls of our tools, in order, as `tool {input}`. */
  readonly calls: readonly string[];
  /** What was said, in order; the last is the answer. */
  readonly said: readonly string[];
}

export interface TalkOptions {
  readonly question: string;
  /** Names of the tools that are offered; reading a file is always among them. */
  readonly tools: readonly string[];
  /** By path. */
  readonly files: Readonly<Record<string, string>>;
  /** The system prompt. */
  readonly system: string;
  readonly ask: (tool: string, input: unknown) => Promise<Envelope>;
}

/** Does what chat does between a model and the tools, without an editor. */
export async function talk(model: (request: ModelRequest) => ModelReply, options: TalkOptions): Promise<Talk> {
  const messages: ModelMessage[] = [
    { role: 'system', content: options.system },
    { role: 'user', content: `<userRequest>\n${options.question}\n</userRequest>` },
  ];
  const tools = ['read_file', ...options.tools].map((name) => ({ type: 'function', function: { name } }));
  const calls: string[] = [];
  const said: string[] = [];
  for (let turn = 0; turn < 30; turn += 1) {
    const reply = model({ messages, tools });
    if (reply.say !== undefined) said.push(reply.say);
    if (!('call' in reply)) return { calls, said };
    const { call, input } = reply;
    const id = `call_${turn}`;
    const request = { id, function: { name: call, arguments: JSON.stringify(input) } };
    messages.push({ role: 'assistant', content: reply.say ?? '', tool_calls: [request] });
    const content =
      call === 'read_file'
        ? (options.files[String(input.filePath)] ?? 'no such file')
        : JSON.stringify(await options.ask(call, input));
    messages.push({ role: 'tool', tool_call_id: id, content });
    if (call !== 'read_file') calls.push(`${call} ${JSON.stringify(input)}`);
  }
  throw new Error(`no end: ${calls.join(' | ')}`);
}
