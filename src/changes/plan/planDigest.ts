import { createHash } from 'node:crypto';
import type { ClusterIdentity } from '../../core/approval.ts';
import type { DraftStep } from '../../core/draft.ts';
import { canonicalJson } from '../../core/canonicalJson.ts';
import type { ReadStep } from './readSteps.ts';

/**
 * What an approval is for: this cluster, this tool, these steps in this order, in the place of these values. Not the resourceVersion,
 * warnings or what the dry run said: those change from second to second, and change nothing of what is approved.
 */
export function planDigest(cluster: ClusterIdentity, tool: string, steps: readonly ReadStep[]): string {
  const text = canonicalJson([cluster, tool, steps.map(({ step, approved }) => [asked(step), approved])]);
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** Without what the object was when it was looked at: `approved` was read later. */
function asked(step: DraftStep): object {
  return { ...step, uid: undefined, expects: undefined };
}
