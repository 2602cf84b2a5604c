import type { Envelope } from '../../../core/envelope.ts';

/** The answer where not even the engine could be loaded: the model gets an envelope in any case. */
export function failedAnswer(tool: string, error: unknown, now: number): Envelope {
  const detail = error instanceof Error ? error.message : String(error);
  return {
    tool,
    schemaVersion: '1',
    takenAt: new Date(now).toISOString(),
    verdict: 'unknown',
    headline: `Kube SRE could not start: ${detail}`,
    error: { code: 'internal', message: `${tool}: ${detail}`, hint: 'The output channel "Kube SRE" has the details.' },
    findings: [],
    gaps: [],
    next: [],
    truncated: false,
  };
}
