import type { CallResult } from '../../../core/engine.ts';
import type { EnvelopeError } from '../../../core/envelope.ts';

/** The result of a call that never came to one: cancelled, or failed before the engine could say why. `at`: RFC 3339. */
export function withoutAnswer(tool: string, headline: string, error: EnvelopeError, at: string): CallResult {
  return {
    envelope: {
      tool,
      schemaVersion: '1',
      takenAt: at,
      verdict: 'unknown',
      headline,
      error,
      findings: [],
      gaps: [],
      next: [],
      truncated: false,
    },
    blocks: [],
    stats: { milliseconds: 0, requests: 0, waves: 0, shared: 0 },
  };
}
