import { isKubeError, type KubeError } from '../../core/kubeError.ts';
import type { FieldDiff, Plan } from '../../core/plan.ts';
import type { DryRun } from '../../core/write.ts';
import { objectDiff } from './objectDiff.ts';
import type { ReadStep } from './readSteps.ts';
import { stepWrite } from './stepWrite.ts';

export interface DryRunResult {
  readonly dryRun: Plan['dryRun'];
  /** The server's no, where it said one: it would say the same to the write. */
  readonly refusal?: KubeError;
  readonly warnings: readonly string[];
}

/**
 * Asks the server what the steps would do (`dryRun=All`): admission, quota and validation judge them as they would the writes. Where
 * a step rests on one before it, the server cannot know of that.
 */
export async function dryRunSteps(
  server: DryRun,
  steps: readonly ReadStep[],
  { now, salt }: { readonly now: number; readonly salt: string },
  signal: AbortSignal,
): Promise<DryRunResult> {
  const diff: FieldDiff[] = [];
  for (const { step, before } of steps) {
    try {
      const after = await server.dryRun(stepWrite(step, before, now, 'whatever'), signal);
      if (step.do === 'delete') diff.push(...objectDiff(before, undefined, salt));
      else if (step.do === 'create') diff.push(...objectDiff(undefined, after, salt));
      else if (step.do === 'patch')
        diff.push(
          // What the scale subresource answers is a Scale, and not the object
          ...(step.subresource === undefined ? objectDiff(before, after, salt) : scaleDiff(before, after)),
        );
    } catch (error) {
      if (!isKubeError(error) || signal.aborted) throw error;
      return refused(error);
    }
  }
  return { dryRun: { accepted: true, diff }, warnings: [] };
}

function scaleDiff(before: ReadStep['before'], after: ReadStep['before']): readonly FieldDiff[] {
  const [from, to] = [replicasOf(before), replicasOf(after)];
  return from === to ? [] : [{ path: 'spec.replicas', before: from, after: to }];
}

/** A Scale leaves 0 out; a Deployment without a number has one replica, which the server has filled in. */
function replicasOf(object: ReadStep['before']): number {
  const spec = object?.spec;
  const replicas = typeof spec === 'object' && spec !== null && 'replicas' in spec ? spec.replicas : undefined;
  return typeof replicas === 'number' ? replicas : 0;
}

function refused(error: KubeError): DryRunResult {
  const { detail, status } = error.facts;
  // "admission webhook … does not support dry run" (k8s.io/apiserver, webhook/mutating and validating dispatchers: BadRequest)
  const isUnsupported = status === 400 && /does not support dry run/i.test(detail);
  if (isUnsupported)
    return {
      dryRun: { accepted: null, because: detail },
      warnings: [`The server could not try it out: ${detail}.`],
    };
  // No answer is no refusal: 5xx, timeouts, a conflict that the write would meet with a fresh look
  if (status === undefined || status >= 500 || status === 409)
    return {
      dryRun: { accepted: null, because: detail },
      warnings: [`It could not be tried out: ${detail}.`],
    };
  return { dryRun: { accepted: false, because: detail }, refusal: error, warnings: [] };
}
