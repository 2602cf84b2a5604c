import { counted } from '../../core/counted.ts';
import type { DraftStep } from '../../core/draft.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Gap } from '../../core/gap.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { Cluster } from '../../core/ports.ts';
import { livePods } from '../../kube/endpoints.ts';
import { job as jobKind } from '../../kube/kinds/job.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { managersOf } from '../../kube/radius/managers.ts';
import { podsWanted } from '../../kube/radius/podsWanted.ts';
import { readRadius } from '../../kube/radius/readRadius.ts';
import { isWorkloadKind } from '../../kube/radius/readWorkload.ts';
import { workloadKinds } from '../../kube/rollouts/workload.ts';
import { matches, requirementsOfMap, type Labels } from '../../kube/selectors.ts';
import type { TakenBack } from './takenBack.ts';
import type { UndoReach } from './undoReach.ts';

type Create = Extract<DraftStep, { do: 'create' }>;

/** An object that was deleted is made again, and with it the pods that it wants. */
export async function creationReach(
  cluster: Cluster,
  { step, of, before }: TakenBack & { readonly step: Create },
  signal: AbortSignal,
): Promise<UndoReach> {
  const { kind, namespace, name } = step.target;
  const object = before ?? step.body;
  const labels = podLabels(kind, object);
  const isOrphaning = of.do === 'delete' && of.propagation === 'Orphan';
  const stayed =
    isOrphaning && namespace !== undefined
      ? await podsThere(cluster, namespace, labels, signal)
      : { pods: 0, gaps: [] };
  const made = Math.max(0, podsMade(kind, object) - stayed.pods);
  const { radius, warnings, gaps } =
    namespace === undefined || !hasPods(kind)
      ? { radius: untouched(object), warnings: [], gaps: [] }
      : await readRadius(
          cluster,
          {
            namespace,
            workload: { kind, name },
            labels,
            podsAdded: made,
            podsRemoved: 0,
            awayAtOnce: 0,
            managedBy: managersOf(object),
          },
          signal,
        );
  const pods = made === 0 || kind === 'Pod' ? '' : `, and ${counted(made, 'pod')} ${made === 1 ? 'is' : 'are'} made`;
  return {
    effect: `${kind} ${namespace === undefined ? name : `${namespace}/${name}`} is made again as it was, with a new uid${pods}`,
    // What is undone then is the making: the object is gone, as it is now
    undo: { possible: true, exact: true },
    radius,
    warnings,
    gaps: [...stayed.gaps, ...gaps],
  };
}

/** What a deletion has orphaned is taken back by its labels (kubernetes.io/docs, "Garbage collection"). */
async function podsThere(
  cluster: Cluster,
  namespace: string,
  labels: Labels,
  signal: AbortSignal,
): Promise<{ readonly pods: number; readonly gaps: readonly Gap[] }> {
  try {
    const { items } = await cluster.list(podKind, { namespace }, signal);
    const wanted = requirementsOfMap(labels);
    const there = livePods(items).filter(({ metadata }) => matches(metadata?.labels ?? {}, wanted));
    return { pods: there.length, gaps: [] };
  } catch (error) {
    if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
    return { pods: 0, gaps: [gapOf(error, `pods in ${namespace}`)] };
  }
}

/** No pod comes or goes, and nothing is scaled. */
function untouched(object: JsonObject): UndoReach['radius'] {
  const managers = managersOf(object);
  return { podsAdded: 0, podsRemoved: 0, managedBy: managers.length === 0 ? null : managers.join(', ') };
}

function hasPods(kind: string): boolean {
  return kind === 'Pod' || kind === 'Job' || isWorkloadKind(kind);
}

/** As many as its controller had to keep; of a DaemonSet for as many nodes as there were then. */
function podsMade(kind: string, object: JsonObject): number {
  if (kind === 'Pod') return 1;
  if (isWorkloadKind(kind)) return podsWanted(workloadKinds[kind].project(object));
  if (kind !== 'Job') return 0;
  const { parallelism = 1, completions = parallelism, suspend } = jobKind.project(object).spec ?? {};
  return suspend === true ? 0 : Math.min(parallelism, completions);
}

function podLabels(kind: string, object: JsonObject): Labels {
  if (kind === 'Pod') return podKind.project(object).metadata?.labels ?? {};
  if (isWorkloadKind(kind)) return workloadKinds[kind].project(object).object.spec?.template?.metadata?.labels ?? {};
  return kind === 'Job' ? (jobKind.project(object).spec?.template?.metadata?.labels ?? {}) : {};
}
