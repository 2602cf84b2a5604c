import { timeOfWrite, type DraftStep, type FieldChange, type FieldSteps } from '../../core/draft.ts';
import type { Gap } from '../../core/gap.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { Cluster } from '../../core/ports.ts';
import { podsOfTemplate } from '../../kube/radius/podsThere.ts';
import { readRadius } from '../../kube/radius/readRadius.ts';
import { isWorkloadKind, readWorkload, type ReadWorkload } from '../../kube/radius/readWorkload.ts';
import { replacement } from '../../kube/radius/replacement.ts';
import { strategyWarnings } from '../../kube/radius/strategyWarnings.ts';
import { becomesText, differencesText } from '../../kube/revisions/differencesText.ts';
import { markedMasks } from '../../kube/markedMasks.ts';
import { readHistory } from '../../kube/revisions/readHistory.ts';
import { isRollingKind } from '../../kube/revisions/rollingKind.ts';
import { templateOf } from '../../kube/revisions/templateOf.ts';
import { isSettled, rolloutState } from '../../kube/rollouts/rolloutState.ts';
import { wholeObject } from '../../kube/wholeObject.ts';
import { fieldText, withValueAtSteps } from '../plan/fieldSteps.ts';
import { mergeGaps } from '../../rules/judge.ts';
import type { TakenBack } from './takenBack.ts';
import type { UndoReach } from './undoReach.ts';

type Patch = Extract<DraftStep, { do: 'patch' }>;
type PatchBack = TakenBack & { readonly step: Patch };

/** Fields that are set back. A pod template that is set back replaces the pods, as the change did. */
export async function patchReach(cluster: Cluster, part: PatchBack, signal: AbortSignal): Promise<UndoReach> {
  const { step } = part;
  const { kind, namespace, name } = step.target;
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  const changed = `${kind} ${path} is again as before: ${step.set.map((one) => changeText(part, one, cluster.salt)).join(', ')}`;
  if (namespace === undefined || !isWorkloadKind(kind))
    return {
      effect: changed,
      undo: { possible: true, exact: true },
      radius: { podsAdded: 0, podsRemoved: 0 },
      warnings: [],
      gaps: [],
    };
  const found = await readWorkload(cluster, kind, { namespace, name }, signal);
  const moved = await podsMoved(cluster, step, found, signal);
  const { radius, warnings, gaps } = await readRadius(
    cluster,
    {
      namespace,
      workload: { kind, name },
      labels: found.labels,
      podsAdded: moved.added,
      podsRemoved: moved.removed,
      awayAtOnce: moved.away,
      managedBy: found.managedBy,
    },
    signal,
  );
  return {
    effect: moved.text === undefined ? changed : `${changed}; ${moved.text}`,
    undo: { possible: true, exact: true, ...(isOfTemplate(step) ? { because: 'rolls its pods over again' } : {}) },
    radius,
    warnings: [...(isOfTemplate(step) ? strategyWarnings(found.workload) : []), ...warnings],
    gaps: mergeGaps(moved.gaps, gaps),
  };
}

interface PodsMoved {
  readonly added: number;
  readonly removed: number;
  readonly away: number;
  /** Where they are replaced. */
  readonly text?: string;
  readonly gaps: readonly Gap[];
}

async function podsMoved(cluster: Cluster, step: Patch, found: ReadWorkload, signal: AbortSignal): Promise<PodsMoved> {
  if (isOfTemplate(step)) {
    const { there, gaps } = await podsOfNext(cluster, step, found, signal);
    const { text, ...moved } = replacement(found.workload, there);
    // While a rollout runs some pods are still of the template that comes back
    const isMost = there === undefined && moved.removed > 0 && !isSettled(rolloutState(found.workload));
    return { ...moved, text: `${isMost ? 'up to ' : ''}${text}`, gaps };
  }
  const before = step.expects?.values['spec.replicas'];
  const after = step.set.find(({ field }) => field.join('.') === 'spec.replicas')?.value;
  if (typeof before !== 'number' || typeof after !== 'number') return { added: 0, removed: 0, away: 0, gaps: [] };
  const removed = Math.max(0, before - after);
  return { added: Math.max(0, after - before), removed, away: removed, gaps: [] };
}

/** Its pods, by whether they have the template that comes back. */
async function podsOfNext(
  cluster: Cluster,
  { set }: Patch,
  { ref: { namespace = '', name }, workload: { kind } }: ReadWorkload,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<typeof podsOfTemplate>>> {
  if (!isRollingKind(kind)) return { gaps: [] };
  try {
    const history = await readHistory(cluster, kind, { namespace, name }, signal);
    const next = set.reduce((object, { field, value }) => withValueAtSteps(object, field, value), history.owner);
    return await podsOfTemplate(cluster, history, templateOf(next), signal);
  } catch (error) {
    if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
    return { gaps: [gapOf(error, `the revisions of ${kind} ${namespace}/${name}`)] };
  }
}

function isOfTemplate({ set }: Patch): boolean {
  return set.some(({ field: [first, second] }) => first === 'spec' && second === 'template');
}

/** From what the change has written to what stood there before. */
function changeText({ step, of }: PatchBack, { field, value }: FieldChange, salt: string): string {
  const written =
    of.do === 'patch' ? of.set.find((one) => fieldText(one.field) === fieldText(field))?.value : undefined;
  const from = written === timeOfWrite ? step.expects?.values[fieldText(field)] : written;
  if (field.join('.') === 'spec.template') return differencesText(wholeObject(from), wholeObject(value), salt);
  const called = fieldText(field[1] === 'template' ? field.slice(2) : field);
  return `${called} ${becomesText(safe(field, from, salt), safe(field, value, salt))}`;
}

/** By its name a field tells whether it holds a credential: in one line nothing would. */
function safe(field: FieldSteps, value: unknown, salt: string): unknown {
  const key = field.at(-1) ?? '';
  return value === undefined ? undefined : markedMasks(wholeObject({ [key]: value }), salt)[key];
}
