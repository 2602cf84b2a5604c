import type { Gap } from '../../core/gap.ts';
import { gapOf, isKubeError } from '../../core/kubeError.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Cluster } from '../../core/ports.ts';
import { isReadyPod, livePods } from '../endpoints.ts';
import { pod as podKind, type Pod } from '../kinds/pod.ts';
import { podHashLabel } from '../revisions/controllerRevisions.ts';
import { currentRevision, type RevisionHistory } from '../revisions/history.ts';
import { metadataOf } from '../revisions/objectParts.ts';
import { selectedBy } from '../revisions/readHistory.ts';
import type { Revision } from '../revisions/revision.ts';
import { rolloutState } from '../rollouts/rolloutState.ts';
import { workloadKinds, type Workload } from '../rollouts/workload.ts';
import { keptOld } from './keptOld.ts';

/** The pods that a workload has, by what a new pod template does to them. */
export interface PodsThere {
  /** They stay: they have that template already, or lie below a partition. */
  readonly kept: number;
  readonly others: number;
  /** Available ones of the others. */
  readonly serving: number;
}

/** Where the template is one that no pod has: all are others. Undefined as long as its controller has counted nothing. */
export function podsOfNoTemplate(workload: Workload): PodsThere | undefined {
  if (workload.object.status?.observedGeneration === undefined) return undefined;
  const { made, available } = rolloutState(workload);
  const kept = Math.min(keptOld(workload), made);
  return { kept, others: made - kept, serving: Math.min(available, made - kept) };
}

/** Where the template may be one of the workload's revisions, whose pods stay: a rollout that is stuck has left most of them. */
export async function podsOfTemplate(
  cluster: Cluster,
  history: RevisionHistory,
  template: JsonObject,
  signal: AbortSignal,
): Promise<{ readonly there?: PodsThere; readonly gaps: readonly Gap[] }> {
  const revision = currentRevision({ ...history, template });
  const workload = workloadKinds[history.kind].project(history.owner);
  if (history.kind === 'Deployment') return { ...found(byReplicaSets(history, workload, revision)), gaps: [] };
  const { uid, namespace = '' } = metadataOf(history.owner);
  try {
    const { items } = await cluster.list(podKind, { namespace, ...selectedBy(history.owner) }, signal);
    const own = livePods(items).filter(
      ({ metadata }) => metadata?.ownerReferences?.some((owner) => owner.uid === uid) === true,
    );
    return { ...found(own.length === 0 ? podsOfNoTemplate(workload) : byPods(workload, own, revision)), gaps: [] };
  } catch (error) {
    if (!isKubeError(error) || error.facts.code === 'cancelled' || error.facts.code === 'unauthorized') throw error;
    return { gaps: [gapOf(error, `pods in ${namespace}: which of them have the template already`)] };
  }
}

function found(there: PodsThere | undefined): { readonly there?: PodsThere } {
  return there === undefined ? {} : { there };
}

function byReplicaSets(
  { revisions }: RevisionHistory,
  workload: Workload,
  revision: Revision | undefined,
): PodsThere | undefined {
  // Its ReplicaSets are not made yet, or not to be found by its selector any more
  if (revisions.length === 0) return undefined;
  const all = podsOfNoTemplate(workload);
  if (all === undefined || revision?.pods === undefined) return all;
  const { made, available } = revision.pods;
  // The ReplicaSets may be ahead of what the Deployment has counted
  const counted = revisions.reduce((sum, { pods }) => sum + (pods?.made ?? 0), 0);
  const others = Math.max(all.others, counted) - made;
  return { kept: made, others, serving: Math.min(others, Math.max(0, all.serving - available)) };
}

function byPods(workload: Workload, own: readonly Pod[], revision: Revision | undefined): PodsThere {
  const first = workload.kind === 'StatefulSet' ? (workload.object.spec?.ordinals?.start ?? 0) : 0;
  const others = own.filter(({ metadata }) => {
    const ordinal = Number(/-(\d+)$/.exec(metadata?.name ?? '')?.[1] ?? 0);
    const isBelow = workload.kind === 'StatefulSet' && ordinal < first + keptOld(workload);
    return !isBelow && (revision?.podHash === undefined || metadata?.labels?.[podHashLabel] !== revision.podHash);
  });
  return { kept: own.length - others.length, others: others.length, serving: others.filter(isReadyPod).length };
}
