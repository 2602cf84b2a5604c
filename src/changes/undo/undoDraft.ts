import type { Draft, DraftStep, Effect, NoDraft } from '../../core/draft.ts';
import type { JournaledChange, StepOutcome } from '../../core/journal.ts';
import { KubeError } from '../../core/kubeError.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { Cluster } from '../../core/ports.ts';
import { keptSteps } from '../executor/beforeImage.ts';
import type { BeforeImages } from '../journal/beforeImages.ts';
import { objectOf } from '../plan/preflight.ts';
import { isRolloutRunning } from '../verify/isRolloutRunning.ts';
import { undoRadius } from './undoRadius.ts';

interface UndoParts {
  readonly cluster: Cluster;
  readonly images: Pick<BeforeImages, 'load'>;
}

/**
 * The draft that takes a change back: the steps that were done, the last first, each only where the object is still as the change has
 * left it.
 * @throws KubeError where the before-images are gone, or are not those that were kept
 */
export async function undoDraft(
  { cluster, images }: UndoParts,
  { intent, outcome, undoneBy }: JournaledChange,
  signal: AbortSignal,
): Promise<Draft | NoDraft> {
  const { id, scope, title, undo } = intent;
  const no = (headline: string): NoDraft => ({ scope, headline });
  if (undoneBy !== undefined) return no(`${title} is undone already (by ${undoneBy}).`);
  if (!undo.possible) return no(`${title} cannot be undone: ${undo.because ?? 'nothing takes it back'}.`);
  if (outcome === undefined) return no(`Nobody knows yet whether it was done: ${title}. Look at the object first.`);
  const content = await images.load(id, intent.before).catch((error: unknown) => {
    throw failed(id, error instanceof Error ? error.message : String(error));
  });
  if (content === undefined)
    return no(`What stood before ${title} is not kept any more: it cannot be undone from here.`);
  const steps = keptSteps(content)
    .map((kept, index) => doneStep(kept.undo, outcome.steps[index]))
    .toReversed()
    .flatMap((step) => step ?? []);
  const [first] = steps;
  if (first === undefined)
    return no(
      outcome.result === 'unknown'
        ? `Nobody knows whether it was done: ${title}. Look at the object, and set it back by a change of its own.`
        : `Nothing of it was done: ${title}.`,
    );
  const object = objectOf(first.target);
  if (undo.onlyWhile === 'rollout' && !(await isRolloutRunning(cluster, object, signal)))
    return no(`The rollout of ${object.name} has ended: undoing the restart would replace every pod again.`);
  const { radius, warnings, gaps } = await undoRadius(cluster, steps, signal);
  return {
    scope,
    title: `Undo: ${title}`,
    doing: `Undoing "${title}"`,
    effect: steps.map(({ do: verb, target }) => `${verb} ${target.kind} ${target.name}`).join(', then '),
    steps,
    undo: { possible: true, exact: steps.every((step) => step.do === 'patch') },
    blastRadius: radius,
    warnings: [...(undo.because === undefined ? [] : [`${undo.because}.`]), ...warnings],
    then: effectOf(first, object),
    watchSeconds: 120,
    undoes: id,
    findings: [],
    gaps,
    next: roomCalls(first, radius.podsAdded),
  };
}

/** Taking pods back is the way out of a trouble, and does not wait for a look at every node: that is offered beside it. */
function roomCalls(step: DraftStep, podsAdded: number): Draft['next'] {
  const { kind, namespace, name } = step.target;
  const replicas =
    step.do === 'patch' ? step.set.find(({ field }) => field.join('.') === 'spec.replicas')?.value : undefined;
  if (podsAdded === 0 || namespace === undefined) return [];
  const input = { name, namespace, replicas, ...(kind === 'Deployment' ? {} : { kind }) };
  return [{ tool: 'check_scaling_capacity', input, why: 'whether the pods that come back fit was not looked at' }];
}

function doneStep(step: DraftStep | undefined, outcome: StepOutcome | undefined): DraftStep | undefined {
  if (step === undefined || outcome?.result !== 'done') return undefined;
  return outcome.after === undefined ? step : { ...step, expects: outcome.after };
}

const rollsOut = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

function effectOf({ do: verb }: DraftStep, object: ObjectRef): Effect {
  if (verb === 'delete') return { type: 'gone', object };
  return { type: rollsOut.has(object.kind) ? 'rollout' : 'there', object };
}

export function noSuchChange(id: string): KubeError {
  return failed(id, 'there is no such change in the journal');
}

function failed(id: string, detail: string): KubeError {
  return new KubeError({
    code: 'not_found',
    operation: 'get',
    resource: 'change',
    name: id,
    detail,
    headline: `Change ${id}: ${detail}.`,
    hint: 'kube-sre changes lists what can be undone',
  });
}
