import { isRecord } from '../../src/core/json.ts';
import { checkEnvelope } from '../../test/support/checkEnvelope.ts';
import { textOf, type ModelReply, type ModelRequest } from '../../test/support/vscodeHost/scriptedModel.ts';

/** A model that calls one tool and repeats, in the tool's own words, what it was given. */
export function quotingModel(tool: string, input: Readonly<Record<string, unknown>>) {
  return ({ messages, tools }: ModelRequest): ModelReply => {
    // Titles and progress words are asked for without tools.
    if (tools === undefined || tools.length === 0) return { say: 'The api does not answer' };
    const last = messages.at(-1);
    if (last?.role !== 'tool') return { call: tool, input };
    return { say: quoted(JSON.parse(textOf(last))) };
  };
}

function quoted(answer: unknown): string {
  const { headline, findings } = checkEnvelope(answer);
  const [first] = findings;
  if (first === undefined) return headline;
  const evidence = first.evidence.map(
    ({ path, value }) => `\`${path} = ${isRecord(value) ? JSON.stringify(value) : String(value)}\``,
  );
  return `**${headline}**\n\nEvidence: ${evidence.join(', ')}\n\n**What to do:** ${first.remedy}`;
}
