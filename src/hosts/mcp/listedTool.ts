import type { Tool, ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type { ToolSummary } from '../../core/engine.ts';
import { isRecord } from '../../core/json.ts';
import { english } from '../../core/label.ts';

/** What each risk means to a client, which asks its person by these hints. */
const hints: Readonly<Record<ToolSummary['risk'], ToolAnnotations>> = {
  read: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  change: { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
  disrupt: { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
};

/**
 * A tool as the protocol lists it. No `outputSchema`: docs/mcp.md says why.
 * @throws when its input schema is not one of an object, which is a defect of the tool
 */
export function listedTool({ name, title, modelDescription, inputSchema, risk }: ToolSummary): Tool {
  const schema: Record<string, unknown> = { ...inputSchema };
  if (schema.type !== 'object' || !isRecord(schema.properties)) throw new Error(`${name}: the input is no object`);
  return {
    name,
    title: english(title),
    description: modelDescription,
    inputSchema: { ...schema, type: 'object' },
    // A cluster is full of text by anybody: image names, logs with what strangers sent. A tool that takes no context opens no cluster.
    annotations: { ...hints[risk], openWorldHint: 'context' in schema.properties },
  };
}
