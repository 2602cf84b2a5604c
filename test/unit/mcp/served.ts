import { PassThrough } from 'node:stream';
import type { CallOptions, CallResult, ToolSummary } from '../../../src/core/engine.ts';
import type { Envelope } from '../../../src/core/envelope.ts';
import { label } from '../../../src/core/label.ts';
import { isRecord } from '../../../src/core/json.ts';
import type { SameClusters } from '../../../src/hosts/terminal/sameClusters.ts';
import type { ServedEngine } from '../../../src/hosts/mcp/mcpServer.ts';
import { serveMcp } from '../../../src/hosts/mcp/serveMcp.ts';

export type Call = (tool: string, input: unknown, options: CallOptions) => Promise<Partial<Envelope>>;

const tool: ToolSummary = {
  name: 'try_it',
  group: 'query',
  risk: 'read',
  title: label('Try it'),
  userDescription: label('Tries.'),
  modelDescription: 'Tries.',
  inputSchema: { type: 'object', properties: { context: { type: 'string' } }, additionalProperties: false },
};

/** An engine of one tool that answers as a test says, served over two streams in this process. */
export function served(
  call: Call,
  { grace = 300, at = { variables: {} } }: { grace?: number; at?: SameClusters } = {},
) {
  const input = new PassThrough();
  const output = new PassThrough();
  const logs: string[] = [];
  const stop = new AbortController();
  const lines: Record<string, unknown>[] = [];
  let text = '';
  output.on('data', (chunk: Buffer) => {
    const parts = `${text}${chunk.toString('utf8')}`.split('\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const line: unknown = JSON.parse(part);
      if (!isRecord(line)) throw new Error(`not a message: ${part}`);
      lines.push(line);
    }
  });
  const ended = serveMcp(engineOf(call), {
    version: '1.2.3',
    at,
    input,
    output,
    log: (line) => logs.push(line),
    signal: stop.signal,
    grace,
  });
  return {
    input,
    output,
    logs,
    lines,
    stop,
    ended,
    send: (...messages: readonly object[]) => {
      for (const message of messages) input.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    },
    /** The answer to a request, when it comes. */
    answerTo: async (id: number | string | null): Promise<Record<string, unknown>> => {
      for (;;) {
        const found = lines.find((line) => line.id === id && !('method' in line));
        if (found !== undefined) return found;
        await new Promise((resolve) => output.once('data', resolve));
      }
    },
  };
}

export const callOf = (id: number, name = 'try_it', params: object = {}): object => ({
  id,
  method: 'tools/call',
  params: { name, arguments: {}, ...params },
});

function engineOf(call: Call): ServedEngine {
  return {
    tools: () => [tool],
    call: async (name, input, options): Promise<CallResult> => ({
      envelope: {
        tool: name,
        schemaVersion: '1',
        takenAt: '2026-11-25T14:00:00Z',
        verdict: 'answered',
        headline: 'h',
        findings: [],
        gaps: [],
        next: [],
        truncated: false,
        ...(await call(name, input, options)),
      },
      blocks: [],
      stats: { milliseconds: 1, requests: 0, waves: 0, shared: 0 },
    }),
  };
}
