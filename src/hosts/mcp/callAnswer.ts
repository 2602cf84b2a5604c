import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Envelope } from '../../core/envelope.ts';

/** The envelope as the protocol's two forms of one answer: structured, and the same as text for clients that read only that. */
export function callAnswer(envelope: Envelope): CallToolResult {
  return {
    content: [{ type: 'text', text: JSON.stringify(envelope) }],
    structuredContent: { ...envelope },
    isError: envelope.error !== undefined,
  };
}
