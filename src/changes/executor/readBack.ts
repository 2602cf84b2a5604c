import { timeOfWrite, type DraftStep } from '../../core/draft.ts';
import { isRecord, type JsonObject } from '../../core/json.ts';
import { isKubeError } from '../../core/kubeError.ts';
import type { Clock } from '../../core/ports.ts';
import type { FreshReads } from '../../core/write.ts';
import { canonicalJson } from '../../core/canonicalJson.ts';
import { valueAtSteps } from '../plan/fieldSteps.ts';
import { readIfThere } from '../plan/readIfThere.ts';

export interface ReadBack {
  readonly result: 'done' | 'failed' | 'unknown';
  readonly after?: JsonObject;
}

/** Looks, and the wait between two of them in milliseconds: a server that was slow once may carry it out a moment later. */
const looks = 4;
const pause = 500;

/**
 * What became of a write that was sent and not answered. It is done where its effect is seen; it cannot happen any more where the
 * object has moved on without it, since it was for one resourceVersion only; else nobody knows.
 * @param before the object that the write was for
 */
export async function readBack(
  { writer, clock, patience }: { readonly writer: FreshReads; readonly clock: Clock; readonly patience: number },
  step: DraftStep,
  before: JsonObject | undefined,
): Promise<ReadBack> {
  for (let look = 1; ; look += 1) {
    const found = await lookAt(writer, step, before, patience);
    if (found.result !== 'unknown' || look === looks) return found;
    await clock.sleep(pause, new AbortController().signal);
  }
}

/**
 * One look, after an answer that alone does not tell: whether the object has become what the step was to make of it. Undefined where it
 * cannot be read.
 */
export async function isSeenDone(
  { writer, patience }: { readonly writer: FreshReads; readonly patience: number },
  step: DraftStep,
  before: JsonObject | undefined,
): Promise<boolean | undefined> {
  try {
    return showsDone(step, before, await readIfThere(writer, step.target, AbortSignal.timeout(patience)));
  } catch {
    return undefined;
  }
}

/** Whether it was not so before, and is now. */
export function showsDone(step: DraftStep, before: JsonObject | undefined, now: JsonObject | undefined): boolean {
  const hasMoved = metadataOf(before, 'resourceVersion') !== metadataOf(now, 'resourceVersion');
  return hasMoved && judgeStep(step, before, now).result === 'done';
}

async function lookAt(
  writer: FreshReads,
  step: DraftStep,
  before: JsonObject | undefined,
  patience: number,
): Promise<ReadBack> {
  let after: JsonObject | undefined;
  try {
    after = await writer.read(step.target, AbortSignal.timeout(patience));
  } catch (error) {
    if (!isKubeError(error) || error.facts.code !== 'not_found') return { result: 'unknown' };
  }
  return judgeStep(step, before, after);
}

/**
 * What the object as it is by now tells of a step. `failed`: it has not happened, and cannot any more.
 * @param before the object that the step was for
 * @param after undefined: there is none
 */
export function judgeStep(step: DraftStep, before: JsonObject | undefined, after: JsonObject | undefined): ReadBack {
  const found = after === undefined ? {} : { after };
  const hasMoved = metadataOf(before, 'resourceVersion') !== metadataOf(after, 'resourceVersion');
  const isSame = metadataOf(before, 'uid') === metadataOf(after, 'uid');
  switch (step.do) {
    case 'create':
      // Without an answer its uid is not known: that we were the one who made it shows in its managers alone
      return { result: after === undefined ? 'unknown' : isOurs(after) ? 'done' : 'failed', ...found };
    case 'delete':
    case 'evict':
      if (after === undefined || !isSame || metadataOf(after, 'deletionTimestamp') !== undefined)
        return { result: 'done', ...found };
      return { result: hasMoved && !isBeingEvicted(after) ? 'failed' : 'unknown', ...found };
    case 'patch': {
      if (after === undefined || !isSame) return { result: 'failed', ...found };
      if (!hasMoved) return { result: 'unknown', ...found };
      if (step.set.every(({ field, value }) => sees(valueAtSteps(after, field), value)))
        return { result: 'done', ...found };
      const isAsBefore = step.set.every(({ field }) =>
        sees(valueAtSteps(after, field), valueAtSteps(before, field) ?? undefined),
      );
      return { result: isAsBefore ? 'failed' : 'unknown', ...found };
    }
  }
}

function sees(found: unknown, wanted: unknown): boolean {
  if (wanted === undefined) return found === undefined;
  // A field that holds the time of the write holds some time by then
  if (wanted === timeOfWrite) return typeof found === 'string';
  return canonicalJson(found ?? null) === canonicalJson(wanted);
}

function metadataOf(object: JsonObject | undefined, field: string): unknown {
  return valueAtSteps(object, ['metadata', field]);
}

/** The API server marks the pod first and deletes it then, both for one request (pkg/registry/core/pod/storage/eviction.go). */
function isBeingEvicted(pod: JsonObject): boolean {
  const conditions = valueAtSteps(pod, ['status', 'conditions']);
  return (
    Array.isArray(conditions) &&
    conditions.some((one) => isRecord(one) && one.type === 'DisruptionTarget' && one.status === 'True')
  );
}

function isOurs(object: JsonObject): boolean {
  const managers = valueAtSteps(object, ['metadata', 'managedFields']);
  return Array.isArray(managers) && managers.some((one) => isRecord(one) && one.manager === 'kube-sre');
}
