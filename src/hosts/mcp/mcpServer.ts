import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type CallToolRequest,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import type { Approve } from '../../core/approval.ts';
import type { Engine } from '../../core/engine.ts';
import type { Envelope } from '../../core/envelope.ts';
import type { SameClusters } from '../terminal/sameClusters.ts';
import { callAnswer } from './callAnswer.ts';
import { elicitedApproval } from './elicitedApproval.ts';
import { instructionsFor } from './instructions.ts';
import { listedTool } from './listedTool.ts';
import { ProgressReports } from './progressReports.ts';

export interface ServedAs {
  readonly version: string;
  /** Also the tools that change something; each asks the client's person. */
  readonly changes?: boolean;
  /** Where a person approves in a terminal what the client cannot ask them. */
  readonly at: SameClusters;
}

/** What the protocol needs of the engine. */
export type ServedEngine = Pick<Engine, 'tools' | 'call'>;

/**
 * The engine's tools behind the SDK's low-level server, which takes JSON Schema as it is. The SDK calls it deprecated for those whom
 * its high-level one serves; that one wants zod schemas.
 */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the reason stands above
export function mcpServer(engine: ServedEngine, { version, changes = false, at }: ServedAs): Server {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the reason stands above
  const server = new Server(
    { name: 'kube-sre', title: 'Kube SRE', version },
    { capabilities: { tools: {} }, instructions: instructionsFor(changes) },
  );
  const tools = engine
    .tools()
    .filter(({ risk }) => changes || risk === 'read')
    .map(listedTool);
  const names = new Set(tools.map(({ name }) => name));
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const envelope = await called(
      engine,
      params,
      extra,
      elicitedApproval(server, { tool: params.name, input: params.arguments ?? {} }, at),
    );
    // The protocol has an error of its own for a tool that is not there; its words are the envelope's, with the nearest names.
    if (!names.has(params.name)) throw new McpError(ErrorCode.InvalidParams, inWords(envelope));
    return callAnswer(envelope);
  });
  return server;
}

async function called(
  engine: ServedEngine,
  { name, arguments: input = {} }: CallToolRequest['params'],
  { signal, _meta, sendNotification }: RequestHandlerExtra<ServerRequest, ServerNotification>,
  approve: Approve,
): Promise<Envelope> {
  const token = _meta?.progressToken;
  const reports = token === undefined ? undefined : new ProgressReports(token, sendNotification);
  try {
    const { envelope } = await engine.call(name, input, {
      signal,
      surface: 'mcp',
      approve,
      ...(reports === undefined ? {} : { onProgress: (progress) => reports.add(progress) }),
    });
    return envelope;
  } finally {
    await reports?.end();
  }
}

function inWords({ headline, error }: Envelope): string {
  return error === undefined ? headline : `${error.message}; ${error.hint}`;
}
