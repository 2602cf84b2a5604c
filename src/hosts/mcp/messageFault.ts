import {
  CallToolRequestSchema,
  CancelledNotificationSchema,
  ErrorCode,
  InitializedNotificationSchema,
  InitializeRequestSchema,
  JSONRPCMessageSchema,
  ListToolsRequestSchema,
  PingRequestSchema,
  ProgressNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { isRecord } from '../../core/json.ts';

export interface MessageFault {
  readonly code: ErrorCode;
  /** One sentence without its full stop. */
  readonly message: string;
}

/** The messages that are handled here; the SDK says itself that it knows no others. */
const schemas = {
  initialize: InitializeRequestSchema,
  ping: PingRequestSchema,
  'tools/list': ListToolsRequestSchema,
  'tools/call': CallToolRequestSchema,
  'notifications/initialized': InitializedNotificationSchema,
  'notifications/cancelled': CancelledNotificationSchema,
  'notifications/progress': ProgressNotificationSchema,
};

/**
 * What is wrong with a message, before the SDK sees it: that one answers with the whole report of its schema library, as an internal
 * error, and writes it over ten lines of the log where nobody waits for an answer.
 */
export function messageFault(json: unknown): MessageFault | undefined {
  const method = isRecord(json) && typeof json.method === 'string' ? json.method : '';
  if (!JSONRPCMessageSchema.safeParse(json).success)
    return isRecord(json) && JSONRPCMessageSchema.safeParse({ ...json, params: {} }).success && method !== ''
      ? { code: ErrorCode.InvalidParams, message: `${method}: params must be an object of this protocol` }
      : { code: ErrorCode.InvalidRequest, message: 'not a JSON-RPC 2.0 message of this protocol' };
  if (method === 'tools/call' && hasPrototypeKey(json))
    return { code: ErrorCode.InvalidParams, message: `${method}: params.arguments: __proto__: no such input` };
  const schema = Object.entries(schemas).find(([name]) => name === method)?.[1];
  const issue = schema?.safeParse(json).error?.issues[0];
  if (issue === undefined) return undefined;
  const where = issue.path.map(String).join('.');
  const what = issue.message.replace(/^Invalid input: /, '').replace(/\brecord\b/, 'object');
  return { code: ErrorCode.InvalidParams, message: `${method}: ${where}: ${what.slice(0, 200)}` };
}

/** The SDK's schema library leaves this one key out of what it has read (zod, `z.record`): no tool would see that it was there. */
function hasPrototypeKey(json: unknown): boolean {
  const input = isRecord(json) && isRecord(json.params) ? json.params.arguments : undefined;
  return isRecord(input) && Object.hasOwn(input, '__proto__');
}
