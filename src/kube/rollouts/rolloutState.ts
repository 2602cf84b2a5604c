import { conditionOf, isTrue } from '../conditions.ts';
import type { DaemonSet } from '../kinds/daemonSet.ts';
import type { Deployment } from '../kinds/deployment.ts';
import type { ReplicaSet } from '../kinds/replicaSet.ts';
import type { StatefulSet } from '../kinds/statefulSet.ts';
import type { Condition } from '../metadata.ts';
import { rolloutStatus } from './rolloutStatus.ts';
import type { Workload } from './workload.ts';

/** Where a rollout or a scaling stands, in the order in which it gets there. */
export type RolloutPhase =
  /** Its controller has not seen the last change of it. */
  | 'not observed'
  /** Pods are lacking, and all there are belong to the current template. */
  | 'scaling up'
  /** Pods of the current template are made in the place of others. */
  | 'updating'
  /** All new pods are there, and others of an earlier template still are. */
  | 'ending old pods'
  /** More pods than wanted. */
  | 'scaling down'
  /** All pods are there, and not all of them are available. */
  | 'becoming available'
  | 'settled'
  /** Nothing moves until a person does something: goes on with a paused rollout, deletes pods under OnDelete. */
  | 'held'
  /** The progress deadline has passed. */
  | 'deadline exceeded';

/** Pods by what the status of a workload counts. A count that the server leaves out is none. */
export interface RolloutCounts {
  readonly desired: number;
  /** That exist, of whatever template. */
  readonly made: number;
  /** Of the current template; of a ReplicaSet all are. */
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
}

export interface RolloutState extends RolloutCounts {
  readonly phase: RolloutPhase;
  /** What `kubectl rollout status` prints; of a ReplicaSet, which it knows nothing of, what it might. */
  readonly says: string;
  /** Why it is held: `paused`, `OnDelete`. */
  readonly heldBy?: 'paused' | 'OnDelete';
  /** Its controller may not make or delete pods (ReplicaFailure), in the server's words. */
  readonly refused?: Condition;
  /** Pods that stay at an earlier template by the partition of a StatefulSet, or until somebody deletes them. */
  readonly keptOld?: number;
}

/** Done where kubectl says so and no pod is left over: it takes a scaling down for done while pods still end. */
export function isSettled({ phase }: RolloutState): boolean {
  return phase === 'settled';
}

export function rolloutState(workload: Workload): RolloutState {
  const state = stateOf(workload);
  // A status may contradict itself for a moment: where kubectl waits we do
  const isEarly = state.phase === 'settled' && rolloutStatus(workload)?.is === 'waiting';
  return isEarly ? { ...state, phase: 'becoming available' } : state;
}

function stateOf(workload: Workload): RolloutState {
  switch (workload.kind) {
    case 'Deployment':
      return deploymentState(workload.object, workload);
    case 'StatefulSet':
      return statefulSetState(workload.object, workload);
    case 'DaemonSet':
      return daemonSetState(workload.object, workload);
    case 'ReplicaSet':
      return replicaSetState(workload.object);
  }
}

function deploymentState(of: Deployment, workload: Workload): RolloutState {
  const { spec, status } = of;
  const { replicas: made = 0, updatedReplicas: updated = 0, readyReplicas: ready = 0 } = status ?? {};
  const counts = { desired: spec?.replicas ?? 1, made, updated, ready, available: status?.availableReplicas ?? 0 };
  const base = { ...counts, says: saysOf(workload), ...refusal(status?.conditions) };
  if (!isObserved(of)) return { ...base, phase: 'not observed' };
  if (conditionOf(status?.conditions, 'Progressing')?.reason === 'ProgressDeadlineExceeded')
    return { ...base, phase: 'deadline exceeded' };
  // While it is paused a new template makes no pods, and the number of replicas is kept all the same
  if (spec?.paused === true && updated < made) {
    if (made < counts.desired) return { ...base, phase: 'scaling up' };
    if (counts.available < counts.desired) return { ...base, phase: 'becoming available' };
    return { ...base, phase: 'held', heldBy: 'paused', keptOld: made - updated };
  }
  return { ...base, phase: phaseOf(counts) };
}

function statefulSetState(of: StatefulSet, workload: Workload): RolloutState {
  const { spec, status } = of;
  const { replicas: made = 0, updatedReplicas: updated = 0, readyReplicas: ready = 0 } = status ?? {};
  const desired = spec?.replicas ?? 1;
  const counts = { desired, made, updated, ready, available: Math.min(status?.availableReplicas ?? ready, ready) };
  const base = { ...counts, says: saysOf(workload) };
  if (!isObserved(of)) return { ...base, phase: 'not observed' };
  const isOnDelete = spec?.updateStrategy?.type === 'OnDelete';
  // Ordinals below the partition keep their template
  const due = isOnDelete ? 0 : Math.max(0, desired - (spec?.updateStrategy?.rollingUpdate?.partition ?? 0));
  return { ...base, ...keptBack(counts, due, isOnDelete) };
}

function daemonSetState(of: DaemonSet, workload: Workload): RolloutState {
  const { spec, status } = of;
  const { desiredNumberScheduled: desired = 0, currentNumberScheduled: made = 0 } = status ?? {};
  const { updatedNumberScheduled: updated = 0, numberReady: ready = 0, numberAvailable: available = 0 } = status ?? {};
  const counts = { desired, made, updated, ready, available };
  const base = { ...counts, says: saysOf(workload) };
  if (!isObserved(of)) return { ...base, phase: 'not observed' };
  const isOnDelete = spec?.updateStrategy?.type === 'OnDelete';
  return { ...base, ...keptBack(counts, isOnDelete ? 0 : desired, isOnDelete) };
}

function replicaSetState(of: ReplicaSet): RolloutState {
  const { metadata, spec, status } = of;
  const { replicas: made = 0, readyReplicas: ready = 0, availableReplicas: available = 0 } = status ?? {};
  const counts = { desired: spec?.replicas ?? 1, made, updated: made, ready, available };
  const phase = isObserved(of) ? phaseOf(counts) : 'not observed';
  const says =
    phase === 'settled'
      ? `replica set "${metadata?.name ?? ''}" has ${available} of ${counts.desired} pods available`
      : `Waiting for replica set "${metadata?.name ?? ''}": ${available} of ${counts.desired} pods are available...`;
  return { ...counts, phase, says, ...refusal(status?.conditions) };
}

interface Observable {
  readonly metadata?: { readonly generation?: number };
  readonly status?: { readonly observedGeneration?: number };
}

/** A status that was never written is of nothing, whatever the generation. */
function isObserved({ metadata, status }: Observable): boolean {
  const seen = status?.observedGeneration ?? 0;
  return seen > 0 && seen >= (metadata?.generation ?? 0);
}

/** `due`: how many pods of the current template there will be. */
function phaseOf(counts: RolloutCounts, due = counts.desired): RolloutPhase {
  const { desired, made, updated, available } = counts;
  if (updated < due) return made < desired && updated === made ? 'scaling up' : 'updating';
  if (due === desired && updated < made && made > desired) return 'ending old pods';
  if (made > desired) return 'scaling down';
  if (made < desired) return 'scaling up';
  if (due === desired && updated < made) return 'ending old pods';
  return available < desired ? 'becoming available' : 'settled';
}

/** Of a workload that leaves pods of an earlier template as they are: by a partition, or until somebody deletes them. */
function keptBack(
  counts: RolloutCounts,
  due: number,
  isOnDelete: boolean,
): Pick<RolloutState, 'phase' | 'heldBy' | 'keptOld'> {
  const phase = phaseOf(counts, due);
  const kept = Math.max(0, counts.made - Math.max(due, counts.updated));
  if (kept === 0) return { phase };
  return isOnDelete && phase === 'settled'
    ? { phase: 'held', heldBy: 'OnDelete', keptOld: kept }
    : { phase, keptOld: kept };
}

function saysOf(workload: Workload): string {
  return rolloutStatus(workload)?.says ?? '';
}

function refusal(conditions: readonly Condition[] | undefined): Pick<RolloutState, 'refused'> {
  const refused = isTrue(conditions, 'ReplicaFailure') ? conditionOf(conditions, 'ReplicaFailure') : undefined;
  return refused === undefined ? {} : { refused };
}
