import type { CallRecord } from '../../../src/core/engine.ts';

/** A call as the runner records it. */
export function readCall(part: Partial<CallRecord> = {}): CallRecord {
  return {
    at: '2026-11-25T14:02:11.000Z',
    surface: 'chat',
    tool: 'trace_service_chain',
    context: 'demo',
    input: { namespace: 'shop', name: 'api' },
    verdict: 'broken',
    stats: { milliseconds: 210, requests: 3, waves: 1, shared: 0 },
    ...part,
  };
}
