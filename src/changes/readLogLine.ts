import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { CallRecord } from '../core/engine.ts';
import { Verdict } from '../core/envelope.ts';
import { redact } from '../core/redact.ts';
import { redactInput } from '../core/redactInput.ts';

/** Characters of an input as JSON. A larger one is kept as the beginning of that text, which nobody can run again by mistake. */
const longestInput = 4000;
const longestText = 1000;

const Count = Type.Number({ minimum: 0 });
const Line = Type.Object({
  at: Type.String(),
  surface: Type.Union(
    (['chat', 'palette', 'tree', 'cli', 'mcp', 'test'] as const satisfies readonly CallRecord['surface'][]).map(
      (surface) => Type.Literal(surface),
    ),
  ),
  tool: Type.String(),
  context: Type.Optional(Type.String()),
  input: Type.Unknown(),
  verdict: Verdict,
  error: Type.Optional(Type.String()),
  stats: Type.Object({ milliseconds: Count, requests: Count, waves: Count, shared: Count }),
});

/** A call as one line of JSON with its end of line. It is redacted here once more: what is on a disk stays there. */
export function readLogLine(record: CallRecord): string {
  const { error, ...rest } = redact(record);
  const input = redactInput(record.input ?? {});
  const text = JSON.stringify(input);
  return `${JSON.stringify({
    ...rest,
    input: text.length > longestInput ? cut(text, longestInput) : input,
    ...(error === undefined ? {} : { error: cut(error, longestText) }),
  })}\n`;
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Reads lines. It gives undefined for what is no line of ours: torn by a crash, or written by a hand. */
export function readLogParser(): (text: string) => CallRecord | undefined {
  const line = Compile(Line);
  return (text) => {
    try {
      const value: unknown = JSON.parse(text);
      return line.Check(value) ? value : undefined;
    } catch {
      return undefined;
    }
  };
}
