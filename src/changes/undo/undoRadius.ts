import type { DraftStep } from '../../core/draft.ts';
import type { Cluster } from '../../core/ports.ts';
import { isWorkloadKind, readWorkload } from '../../kube/radius/readWorkload.ts';
import { readRadius, type Radius } from '../../kube/radius/readRadius.ts';
import { isRecord } from '../../core/json.ts';
import { valueAtSteps } from '../plan/fieldSteps.ts';

/** What an undo touches besides its objects, by the first workload among them. */
export async function undoRadius(
  cluster: Cluster,
  steps: readonly DraftStep[],
  signal: AbortSignal,
): Promise<Pick<Radius, 'radius' | 'warnings' | 'gaps'>> {
  const [step] = steps;
  const nothing = { radius: { podsAdded: 0, podsRemoved: 0 }, warnings: [], gaps: [] };
  if (step?.target.namespace === undefined) return nothing;
  const { namespace, kind, name } = step.target;
  const { added, removed } = podsMoved(step);
  const workload =
    step.do === 'patch' && isWorkloadKind(kind)
      ? await readWorkload(cluster, kind, { namespace, name }, signal)
      : undefined;
  return readRadius(
    cluster,
    {
      namespace,
      workload: { kind, name },
      labels: workload?.labels ?? labelsOf(step),
      podsAdded: added,
      podsRemoved: removed,
      awayAtOnce: removed,
      managedBy: workload?.managedBy ?? [],
    },
    signal,
  );
}

/** As far as the step itself tells: a number of replicas against the one that is approved. */
function podsMoved(step: DraftStep): { readonly added: number; readonly removed: number } {
  const before = step.expects?.values['spec.replicas'];
  const after =
    step.do === 'patch' ? step.set.find(({ field }) => field.join('.') === 'spec.replicas')?.value : undefined;
  if (typeof before !== 'number' || typeof after !== 'number') return { added: 0, removed: 0 };
  return { added: Math.max(0, after - before), removed: Math.max(0, before - after) };
}

function labelsOf(step: DraftStep): Readonly<Record<string, string>> {
  const labels = step.do === 'create' ? valueAtSteps(step.body, ['spec', 'template', 'metadata', 'labels']) : undefined;
  if (!isRecord(labels)) return {};
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
