import { isRecord } from '../../../src/core/json.ts';
import { textOf, type ModelReply, type ModelRequest } from '../vscodeHost/scriptedModel.ts';

/**
 * A model that does as it is told: `call TOOL JSON` calls the tool once, offered or not, and says what it was answered; all else it
 * answers with the names of the tools that it was offered.
 */
export function callAsAsked({ messages, tools }: ModelRequest): ModelReply {
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  const answer = messages.slice(asked).findLast(({ role }) => role === 'tool');
  if (answer !== undefined) return { say: `Answer: ${textOf(answer)}` };
  const wanted = /call ([a-z_]+) (\{.*\})/.exec(textOf(messages[asked]));
  const [, tool = '', input = '{}'] = wanted ?? [];
  if (tool === '') return { say: `Offered: ${(tools ?? []).map((one) => one.function.name).join(' ')}` };
  const value: unknown = JSON.parse(input);
  return { call: tool, input: isRecord(value) ? value : {} };
}
