import { timeOfWrite, type DraftStep, type FieldChange, type FieldSteps } from '../../core/draft.ts';
import { redactObject } from '../../core/redact.ts';
import type { Cluster } from '../../core/ports.ts';
import { readRadius } from '../../kube/radius/readRadius.ts';
import { isWorkloadKind, readWorkload, type ReadWorkload } from '../../kube/radius/readWorkload.ts';
import { replacement } from '../../kube/radius/replacement.ts';
import { strategyWarnings } from '../../kube/radius/strategyWarnings.ts';
import { differencesText, valueText } from '../../kube/revisions/differencesText.ts';
import { isSettled, rolloutState } from '../../kube/rollouts/rolloutState.ts';
import { wholeObject } from '../../kube/wholeObject.ts';
import { fieldText } from '../plan/fieldSteps.ts';
import type { TakenBack } from './takenBack.ts';
import type { UndoReach } from './undoReach.ts';

type Patch = Extract<DraftStep, { do: 'patch' }>;
type PatchBack = TakenBack & { readonly step: Patch };

/** Fields that are set back. A pod template that is set back replaces the pods, as the change did. */
export async function patchReach(cluster: Cluster, part: PatchBack, signal: AbortSignal): Promise<UndoReach> {
  const { step } = part;
  const { kind, namespace, name } = step.target;
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  const changed = `${kind} ${path} is again as before: ${step.set.map((one) => changeText(part, one)).join(', ')}`;
  if (namespace === undefined || !isWorkloadKind(kind))
    return {
      effect: changed,
      undo: { possible: true, exact: true },
      radius: { podsAdded: 0, podsRemoved: 0 },
      warnings: [],
      gaps: [],
    };
  const found = await readWorkload(cluster, kind, { namespace, name }, signal);
  const moved = podsMoved(step, found);
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
    undo: { possible: true, exact: true, ...(isOfTemplate(step) ? { because: 'replaces the pods again' } : {}) },
    radius,
    warnings: [...(isOfTemplate(step) ? strategyWarnings(found.workload) : []), ...warnings],
    gaps,
  };
}

interface PodsMoved {
  readonly added: number;
  readonly removed: number;
  readonly away: number;
  /** Where they are replaced. */
  readonly text?: string;
}

function podsMoved(step: Patch, found: ReadWorkload): PodsMoved {
  if (isOfTemplate(step)) {
    const { pods, away, text } = replacement(found.workload);
    // While a rollout runs some pods are still of the template that comes back
    const isMost = pods > 0 && !isSettled(rolloutState(found.workload));
    return { added: pods, removed: pods, away, text: `${isMost ? 'up to ' : ''}${text}` };
  }
  const before = step.expects?.values['spec.replicas'];
  const after = step.set.find(({ field }) => field.join('.') === 'spec.replicas')?.value;
  if (typeof before !== 'number' || typeof after !== 'number') return { added: 0, removed: 0, away: 0 };
  const removed = Math.max(0, before - after);
  return { added: Math.max(0, after - before), removed, away: removed };
}

function isOfTemplate({ set }: Patch): boolean {
  return set.some(({ field: [first, second] }) => first === 'spec' && second === 'template');
}

/** From what the change has written to what stood there before. */
function changeText({ step, of }: PatchBack, { field, value }: FieldChange): string {
  const written =
    of.do === 'patch' ? of.set.find((one) => fieldText(one.field) === fieldText(field))?.value : undefined;
  const from = written === timeOfWrite ? step.expects?.values[fieldText(field)] : written;
  if (field.join('.') === 'spec.template') return differencesText(wholeObject(from), wholeObject(value));
  const called = fieldText(field[1] === 'template' ? field.slice(2) : field);
  return `${called} ${valueText(safe(field, from))} → ${valueText(safe(field, value))}`;
}

/** By its name a field tells whether it holds a credential: in one line nothing would. */
function safe(field: FieldSteps, value: unknown): unknown {
  const key = field.at(-1) ?? '';
  return redactObject<Readonly<Record<string, unknown>>>({ [key]: value ?? undefined })[key];
}
