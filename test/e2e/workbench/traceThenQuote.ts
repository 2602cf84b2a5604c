import { isRecord } from '../../../src/core/json.ts';
import { textOf, type ModelReply, type ModelRequest } from '../../support/vscodeHost/scriptedModel.ts';

/** A model that asks for the chain, then repeats the headline of what it was given. */
export function traceThenQuote(input: Readonly<Record<string, unknown>>): (request: ModelRequest) => ModelReply {
  return ({ messages, tools }) => {
    // Titles and progress words are asked for without tools.
    if (tools === undefined || tools.length === 0) return { say: '排查' };
    const last = messages.at(-1);
    if (last?.role !== 'tool') return { call: 'trace_service_chain', input };
    const answer: unknown = JSON.parse(textOf(last));
    return { say: `原因找到了：${isRecord(answer) ? String(answer.headline) : 'no object'}` };
  };
}
