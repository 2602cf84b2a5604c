import { digestForm } from '../../core/digestForm.ts';
import type { Envelope } from '../../core/envelope.ts';
import { inputEnvelope } from '../../core/envelopes.ts';

/** The answer to what can be the digest of no plan, before anything is asked of a cluster; undefined: it can be one, or there is none. */
export function approveFault(tool: string, digest: string | undefined): Envelope | undefined {
  return digest === undefined || digestForm.test(digest)
    ? undefined
    : inputEnvelope({ tool, now: Date.now() }, [
        '--approve takes the digest of a plan as the plan shows it, sha256: and 64 hex digits in lower case',
      ]);
}
