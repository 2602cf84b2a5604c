import type { DraftStep } from '../../core/draft.ts';
import type { JsonObject } from '../../core/json.ts';
import { isKubeError, KubeError } from '../../core/kubeError.ts';
import type { StepResult } from '../../core/journal.ts';
import type { Clock } from '../../core/ports.ts';
import type { Writer } from '../../core/write.ts';
import { canonicalJson } from '../../core/canonicalJson.ts';
import { approvedOf, type ReadStep } from '../plan/readSteps.ts';
import { valueAtSteps } from '../plan/fieldSteps.ts';
import { readIfThere } from '../plan/readIfThere.ts';
import { stepConflict } from '../plan/stepConflict.ts';
import { stepWrite } from '../plan/stepWrite.ts';
import { isSeenDone, readBack, showsDone } from './readBack.ts';

export interface ExecutedStep {
  readonly result: Exclude<StepResult, 'notReached'>;
  readonly milliseconds: number;
  /** The object after it, where the server sent it. */
  readonly after?: JsonObject;
  readonly error?: KubeError;
}

export interface ExecutorParts {
  readonly writer: Writer;
  readonly clock: Clock;
  /** The server's clock, in milliseconds since the epoch. */
  readonly now: () => number;
  readonly salt: string;
  /** A request, in milliseconds. */
  readonly patience: number;
}

/** Fresh looks at an object that others write to meanwhile, while what was approved of it stays. */
const mostTries = 3;

/**
 * Does one step: reads the object anew, compares it with what was approved, writes to this state of it and to no later one. Cancelling
 * does not reach a request that was sent: what became of it has to be known.
 */
export async function executeStep(parts: ExecutorParts, { step, approved }: ReadStep): Promise<ExecutedStep> {
  const { writer, clock, now, salt, patience } = parts;
  const started = clock.now();
  const ended = (result: ExecutedStep['result'], rest: Omit<ExecutedStep, 'result' | 'milliseconds'> = {}) => ({
    result,
    milliseconds: clock.now() - started,
    ...rest,
  });
  let refused: { readonly error: KubeError; readonly before: JsonObject | undefined } | undefined;
  for (let tries = 1; ; tries += 1) {
    let current: JsonObject | undefined;
    try {
      current = await readIfThere(writer, step.target, AbortSignal.timeout(patience));
    } catch (error) {
      // What was refused for its version may have been sent twice by somebody in between: only a look tells
      return ended(refused === undefined ? 'failed' : 'unknown', { error: asKubeError(error) });
    }
    if (refused !== undefined && showsDone(step, refused.before, current))
      return ended('unknown', { error: inSpiteOf(refused.error) });
    const found = approvedOf(step, current, salt);
    if (canonicalJson(found) !== canonicalJson(approved))
      return ended('conflict', { error: moved(step, approved.uid, found.uid) });
    // It is as it was when the server refused: that was no test of the version
    if (refused !== undefined && versionOf(refused.before) === versionOf(current))
      return ended('failed', { error: refused.error });
    const write = stepWrite(step, current, now());
    try {
      const after = await writer.write(write, AbortSignal.timeout(patience));
      // An eviction's answer names no pod, and anybody in between may say yes
      if (step.do === 'evict' && (await isSeenDone(parts, step, current)) === false)
        return ended('unknown', { error: withoutEffect(step) });
      return ended('done', { after });
    } catch (error) {
      const failure = asKubeError(error);
      const isMoved = mayHaveMoved(failure);
      if (isMoved && tries < mostTries) {
        refused = { error: failure, before: current };
        continue;
      }
      if (failure.facts.unsettled !== true)
        return (await isSeenDone(parts, step, current)) === true
          ? ended('unknown', { error: inSpiteOf(failure) })
          : ended(isMoved ? 'conflict' : 'failed', { error: failure });
      const { result, ...seen } = await readBack({ writer, clock, patience }, step, current);
      return ended(result, { ...seen, ...(result === 'done' ? {} : { error: failure }) });
    }
  }
}

/**
 * Others may have written to it between our look and our write: 409, or the 422 of a JSON Patch whose `test` failed. The server has one
 * message for all that it cannot apply ("the server rejected our request due to an error in our request"), so a fresh look decides.
 */
function mayHaveMoved({ facts }: KubeError): boolean {
  return facts.status === 409 ? facts.operation !== 'create' : facts.status === 422 && facts.operation === 'patch';
}

function moved(step: DraftStep, approved: string | null, found: string | null): KubeError {
  const detail =
    found === null
      ? 'it is gone since the approval'
      : found === approved
        ? 'somebody has changed it since the approval'
        : 'another object has its name since the approval';
  return stepConflict(step, detail, 'look at it as it is now, then decide anew');
}

/** Whoever stands in between may have sent it twice, and given on what came of the second time. */
function inSpiteOf({ facts }: KubeError): KubeError {
  return new KubeError({
    ...facts,
    detail: `it was refused (${facts.detail}), and yet the object is as it was to become: by this, or by somebody else`,
  });
}

function withoutEffect({ target: { resource, namespace, name } }: DraftStep): KubeError {
  return new KubeError({
    code: 'unreachable',
    operation: 'evict',
    resource,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    detail: 'the answer was yes, and the pod is as it was',
    hint: 'is a proxy between here and the API server, which answers in its place?',
  });
}

function versionOf(object: JsonObject | undefined): unknown {
  return valueAtSteps(object, ['metadata', 'resourceVersion']);
}

/** What is no KubeError is the end of our patience with a request that was sent. */
function asKubeError(error: unknown): KubeError {
  if (isKubeError(error)) return error;
  return new KubeError(
    { code: 'timeout', operation: 'connect', detail: 'the server did not answer in time', unsettled: true },
    { cause: error },
  );
}
