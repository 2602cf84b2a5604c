import type { Intent, Outcome, StepOutcome } from '../../core/journal.ts';
import { redact } from '../../core/redact.ts';
import type { BeforeImages } from '../journal/beforeImages.ts';
import type { Journal } from '../journal/journal.ts';
import type { KubeError } from '../../core/kubeError.ts';
import { inverseStep } from '../plan/inverseStep.ts';
import { approvedOf, type ReadStep } from '../plan/readSteps.ts';
import { beforeImage } from './beforeImage.ts';
import { unkeptIntent } from './unkeptIntent.ts';
import { executeStep, type ExecutedStep, type ExecutorParts } from './executeStep.ts';

export interface Execution {
  readonly result: Outcome['result'];
  readonly steps: readonly ExecutedStep[];
  /** Of the first step that was not done. */
  readonly error?: KubeError;
  /** Nothing is known to be wrong with the cluster, but the outcome could not be kept. */
  readonly unkept?: string;
}

export interface ExecutionParts extends ExecutorParts {
  readonly journal: Pick<Journal, 'append'>;
  readonly images: Pick<BeforeImages, 'save'>;
}

/**
 * The one place that writes to a cluster. The intent and the before-images are on the disk before the first request, the outcome
 * after the last; the steps go in their order, and the first that is not done is the last that is tried.
 * @throws KubeError where the intent cannot be kept: nothing has been written then
 */
export async function execute(
  parts: ExecutionParts,
  steps: readonly ReadStep[],
  intent: Omit<Intent, 'before' | 'type'>,
): Promise<Execution> {
  const { journal, images } = parts;
  try {
    const before = await images.save(intent.id, beforeImage(steps));
    await journal.append({ type: 'intent', ...intent, before });
  } catch (error) {
    throw unkeptIntent(error);
  }
  const executed: ExecutedStep[] = [];
  for (const step of steps) {
    const one = await executeStep(parts, step);
    executed.push(one);
    if (one.result !== 'done') break;
  }
  const error = executed.find((one) => one.error !== undefined)?.error;
  const result = resultOf(executed);
  const outcome: Outcome = {
    type: 'outcome',
    id: intent.id,
    at: new Date(parts.clock.now()).toISOString(),
    result,
    steps: steps.map((step, index) => stepOutcome(step, executed[index], parts.salt)),
  };
  const unkept = await journal.append(outcome).then(
    () => undefined,
    (failure: unknown) => (failure instanceof Error ? failure.message : String(failure)),
  );
  return {
    result,
    steps: executed,
    ...(error === undefined ? {} : { error }),
    ...(unkept === undefined ? {} : { unkept }),
  };
}

function resultOf(executed: readonly ExecutedStep[]): Outcome['result'] {
  const last = executed.at(-1)?.result ?? 'done';
  if (last === 'done' || last === 'unknown') return last;
  return executed.length > 1 ? 'partial' : last;
}

function stepOutcome({ step, before }: ReadStep, executed: ExecutedStep | undefined, salt: string): StepOutcome {
  if (executed === undefined) return { result: 'notReached', milliseconds: 0 };
  const { result, milliseconds, error, after } = executed;
  const undo = inverseStep(step, before);
  return {
    result,
    milliseconds,
    ...(error === undefined ? {} : { error: redact(error.message) }),
    ...(result !== 'done' || undo === undefined || undo.do === 'create'
      ? {}
      : { after: approvedOf(undo, after, salt) }),
  };
}
