import type { DraftStep } from '../../core/draft.ts';
import type { JsonObject } from '../../core/json.ts';
import type { KubeError } from '../../core/kubeError.ts';
import { redactObject } from '../../core/redact.ts';
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
  if (step.do === 'create' && before !== undefined) throw conflict(step, inTheWay(before));
  const approved = approvedOf(step, before, salt);
  if (step.uid !== undefined && approved.uid !== step.uid)
    throw conflict(step, 'it is another object of the same name since');
  if (step.expects !== undefined && canonicalJson(step.expects) !== canonicalJson(approved))
    throw conflict(step, changedSince(step, step.expects, approved));
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

/** One that ends cannot be kept: its deletion is final, and waits for its finalizers only (kubernetes.io/docs, "Finalizers"). */
function inTheWay(object: JsonObject): string {
  if (valueAtSteps(object, ['metadata', 'deletionTimestamp']) === undefined)
    return 'there is one of this name already. Nothing was changed';
  const finalizers = valueAtSteps(object, ['metadata', 'finalizers']);
  const held = Array.isArray(finalizers) && finalizers.length > 0 ? `, held by ${finalizers.join(', ')}` : '';
  return `it is still ending${held}: it cannot be saved, and can be made again once it is gone. Nothing was changed`;
}

/** Who changed it is not said: it may have been a later change from here as well. */
function changedSince(step: DraftStep, expects: Approved, found: Approved): string {
  const fields = [...new Set([...Object.keys(expects.values), ...Object.keys(found.values)])];
  const moved = fields.flatMap((field) => {
    const [was, is] = [expects.values[field], found.values[field]];
    if (canonicalJson(was ?? null) === canonicalJson(is ?? null)) return [];
    if (field === '') return 'what it holds';
    return isHidden(step, field, was) || isHidden(step, field, is)
      ? `${field} is another`
      : `${field} is ${said(is)} and not ${said(was)}`;
  });
  if (expects.uid !== found.uid) moved.unshift(found.uid === null ? 'it is gone' : 'it is another object of this name');
  return `it has changed since: ${moved.join(', ')}. Nothing was changed`;
}

/** A hash of `approvedValue`, which says nothing to a reader, or a credential by the name of its field. */
function isHidden(step: DraftStep, path: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const set = step.do === 'patch' ? step.set : [];
  const key = set.find(({ field }) => fieldText(field) === path)?.field.at(-1) ?? '';
  return value.startsWith('sha256:') || redactObject({ [key]: value })[key] !== value;
}

function said(value: unknown): string {
  if (value === undefined || value === null) return 'not set';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function conflict(step: DraftStep, detail: string): KubeError {
  return stepConflict(step, detail, 'look again, then decide anew');
}
