import type { Draft, DraftStep, Effect, NoDraft } from '../../core/draft.ts';
import type { JournaledChange, StepOutcome } from '../../core/journal.ts';
import { KubeError } from '../../core/kubeError.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import type { Cluster } from '../../core/ports.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { surplusPod } from '../../kube/surplusPod.ts';
import { keptSteps, type KeptStep } from '../executor/beforeImage.ts';
import type { BeforeImages } from '../journal/beforeImages.ts';
import { objectOf } from '../plan/preflight.ts';
import { isRolloutRunning } from '../verify/isRolloutRunning.ts';
import type { TakenBack } from './takenBack.ts';
import { undoReach } from './undoReach.ts';
import { undoTitle } from './undoTitle.ts';

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
  const never = (headline: string): NoDraft => ({
    scope,
    blockedBy: 'irreversible',
    headline: `${headline}. Nothing was changed.`,
  });
  if (undoneBy !== undefined) return no(`${title} is undone already (by ${undoneBy}).`);
  if (!undo.possible) return never(`${title} cannot be undone: ${undo.because ?? 'nothing takes it back'}`);
  if (outcome === undefined) return never(`Nobody knows yet whether it was done: ${title}. Look at the object first`);
  const content = await images.load(id, intent.before).catch((error: unknown) => {
    throw failed(id, error instanceof Error ? error.message : String(error));
  });
  if (content === undefined)
    return never(`What stood before ${title} is not kept any more: it cannot be undone from here`);
  const parts = keptSteps(content)
    .map((kept, index) => takenBack(kept, outcome.steps[index]))
    .toReversed()
    .flatMap((part) => part ?? []);
  const [first] = parts;
  if (first === undefined)
    return outcome.result === 'unknown'
      ? never(`Nobody knows whether it was done: ${title}. Look at the object, and set it back by a change of its own`)
      : no(`Nothing of it was done: ${title}.`);
  const surplus = parts.flatMap(({ step }) =>
    step.do === 'create' && step.target.kind === 'Pod' ? (surplusPod(podKind.project(step.body)) ?? []) : [],
  );
  if (surplus[0] !== undefined) return never(`${title} cannot be undone: ${surplus[0]}`);
  const object = objectOf(first.step.target);
  if (undo.onlyWhile === 'rollout' && !(await isRolloutRunning(cluster, object, signal)))
    return never(`The rollout of ${object.name} has ended: undoing the restart would replace every pod again`);
  const steps = parts.map(({ step }) => step);
  const reach = await undoReach(cluster, parts, signal);
  return {
    scope,
    ...undoTitle(title),
    effect: reach.effect,
    steps,
    undo: reach.undo,
    blastRadius: reach.radius,
    warnings: [...(undo.because === undefined ? [] : [sentence(undo.because)]), ...reach.warnings],
    ...(steps.some((step) => step.do === 'delete') ? { refusedWhereProtected: true as const } : {}),
    then: effectOf(first.step, object),
    watchSeconds: 120,
    undoes: id,
    findings: [],
    gaps: reach.gaps,
    next: roomCalls(first.step, reach.radius.podsAdded),
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Taking pods back is the way out of a trouble, and does not wait for a look at every node: that is offered beside it. */
function roomCalls(step: DraftStep, podsAdded: number): Draft['next'] {
  const { kind, namespace, name } = step.target;
  const replicas =
    step.do === 'patch' ? step.set.find(({ field }) => field.join('.') === 'spec.replicas')?.value : undefined;
  if (replicas === undefined || podsAdded === 0 || namespace === undefined) return [];
  const input = { name, namespace, replicas, ...(kind === 'Deployment' ? {} : { kind }) };
  return [{ tool: 'check_scaling_capacity', input, why: 'whether the pods that come back fit was not looked at' }];
}

function takenBack({ step: of, before, undo }: KeptStep, outcome: StepOutcome | undefined): TakenBack | undefined {
  if (undo === undefined || outcome?.result !== 'done') return undefined;
  const step = outcome.after === undefined ? undo : { ...undo, expects: outcome.after };
  return { step, of, before };
}

const rollsOut = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

function effectOf({ do: verb }: DraftStep, object: ObjectRef): Effect {
  if (verb === 'delete') return { type: 'gone', object };
  return { type: rollsOut.has(object.kind) ? 'rollout' : 'there', object };
}

/** @param broken why the journal is not whole; absent: it is */
export function noSuchChange(id: string, broken?: string): KubeError {
  const lost = broken === undefined ? '' : `, which is not whole (${broken})`;
  return failed(id, `there is no such change in the journal${lost}`);
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
