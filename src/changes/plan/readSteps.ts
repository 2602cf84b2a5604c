import type { DraftStep } from '../../core/draft.ts';
import type { JsonObject } from '../../core/json.ts';
import type { KubeError } from '../../core/kubeError.ts';
import type { FreshReads } from '../../core/write.ts';
import { approvedValue } from './approvedValue.ts';
import { canonicalJson } from '../../core/canonicalJson.ts';
import { fieldText, valueAtSteps } from './fieldSteps.ts';
import { readIfThere } from './readIfThere.ts';
import { stepConflict } from './stepConflict.ts';
import { contents } from './lastingParts.ts';

/** What the object must still be when it is written. */
export interface Approved {
  /** `null`: there is no such object yet. */
  readonly uid: string | null;
  /** By field path. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** A step with the object as it is now; undefined: there is none yet. */
export interface ReadStep {
  readonly step: DraftStep;
  readonly before: JsonObject | undefined;
  readonly approved: Approved;
}

/**
 * Reads what the steps replace, all at once.
 * @throws KubeError `not_found`; `conflict` where it is not the object that the draft was made for, or one that is to be made is there.
 */
export function readSteps(
  reads: FreshReads,
  steps: readonly DraftStep[],
  salt: string,
  signal: AbortSignal,
): Promise<readonly ReadStep[]> {
  return Promise.all(steps.map((step) => readStep(reads, step, salt, signal)));
}

async function readStep(reads: FreshReads, step: DraftStep, salt: string, signal: AbortSignal): Promise<ReadStep> {
  // Only what is to be made may be missing
  const before = await (step.do === 'create'
    ? readIfThere(reads, step.target, signal)
    : reads.read(step.target, signal));
  if (step.do === 'create' && before !== undefined) throw conflict(step, 'there is one of this name already');
  const approved = approvedOf(step, before, salt);
  if (step.uid !== undefined && approved.uid !== step.uid)
    throw conflict(step, 'it is another object of the same name since');
  if (step.expects !== undefined && canonicalJson(step.expects) !== canonicalJson(approved))
    throw conflict(step, 'somebody has changed it since, and the undo would overwrite that');
  return { step, before, approved };
}

/** What is approved of an object for a step, as it stands: the fields that the step replaces; all that lasts, where it goes as a whole. */
export function approvedOf(step: DraftStep, object: JsonObject | undefined, salt: string): Approved {
  const uid = valueAtSteps(object, ['metadata', 'uid']);
  return {
    uid: typeof uid === 'string' ? uid : null,
    values:
      step.do === 'patch'
        ? Object.fromEntries(
            step.set.map(({ field }) => [fieldText(field), approvedValue(valueAtSteps(object, field), salt)]),
          )
        : // A pod's spec is its scheduler's, and changes no more: it is the pod of this uid that goes
          step.do === 'delete' && object !== undefined && step.target.kind !== 'Pod'
          ? { '': approvedValue(contents(object), salt) }
          : {},
  };
}

function conflict(step: DraftStep, detail: string): KubeError {
  return stepConflict(step, detail, 'look again, then decide anew');
}
