import type { JsonObject } from '../../core/json.ts';
import { mapAt, numberAt, textAt, valueAt } from '../kubeObject.ts';
import { revisionHash } from './expandWorkload.ts';
import { jobStatus } from './jobStatus.ts';
import { nonZero } from './nonZero.ts';
import { isReady } from './readiness.ts';
import { withDefaults } from './withDefaults.ts';

/** The status that a workload's controller derives from its pods. What the world says of it (`status`) is laid over. */
export function workloadStatus(
  workload: JsonObject,
  ownPods: readonly JsonObject[],
  replicaSets: readonly JsonObject[],
): JsonObject {
  const derived = byKind[textAt(workload, 'kind') ?? '']?.(workload, ownPods, replicaSets);
  if (derived === undefined) return workload;
  return { ...workload, status: withDefaults(mapAt(workload, 'status'), derived) };
}

type Derive = (workload: JsonObject, pods: readonly JsonObject[], replicaSets: readonly JsonObject[]) => JsonObject;

const byKind: Readonly<Record<string, Derive>> = {
  ReplicaSet: (_set, pods) => ({
    replicas: pods.length,
    ...nonZero({ fullyLabeledReplicas: pods.length, readyReplicas: ready(pods), availableReplicas: ready(pods) }),
    observedGeneration: 1,
    terminatingReplicas: 0,
  }),
  Deployment: deploymentStatus,
  StatefulSet: (set, pods) => ({
    observedGeneration: generation(set),
    replicas: pods.length,
    ...nonZero({ readyReplicas: ready(pods), currentReplicas: pods.length, updatedReplicas: pods.length }),
    currentRevision: `${textAt(set, 'metadata.name') ?? ''}-${revisionHash(set)}`,
    updateRevision: `${textAt(set, 'metadata.name') ?? ''}-${revisionHash(set)}`,
    collisionCount: 0,
    availableReplicas: ready(pods),
  }),
  DaemonSet: (set, pods) => ({
    currentNumberScheduled: pods.length,
    numberMisscheduled: 0,
    desiredNumberScheduled: pods.length,
    numberReady: ready(pods),
    observedGeneration: generation(set),
    ...nonZero({
      updatedNumberScheduled: pods.length,
      numberAvailable: ready(pods),
      numberUnavailable: pods.length - ready(pods),
    }),
  }),
  ReplicationController: (_controller, pods) => ({
    replicas: pods.length,
    ...nonZero({ fullyLabeledReplicas: pods.length, readyReplicas: ready(pods), availableReplicas: ready(pods) }),
    observedGeneration: 1,
  }),
  Job: jobStatus,
};

function deploymentStatus(
  deployment: JsonObject,
  pods: readonly JsonObject[],
  replicaSets: readonly JsonObject[],
): JsonObject {
  const newest = replicaSets.at(-1);
  const hash = textAt(mapAt(newest, 'metadata.labels'), 'pod-template-hash');
  const updated = pods.filter((pod) => textAt(mapAt(pod, 'metadata.labels'), 'pod-template-hash') === hash);
  const wanted = numberAt(deployment, 'spec.replicas');
  const available = ready(pods);
  const unavailable = Math.max(0, Math.max(wanted, pods.length) - available);
  const isAvailable = available >= wanted - mostUnavailable(deployment, wanted);
  return {
    observedGeneration: generation(deployment),
    ...nonZero({
      replicas: pods.length,
      updatedReplicas: updated.length,
      readyReplicas: available,
      availableReplicas: available,
      unavailableReplicas: unavailable,
    }),
    terminatingReplicas: 0,
    conditions: [
      {
        type: 'Available',
        status: isAvailable ? 'True' : 'False',
        reason: isAvailable ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
        message: `Deployment ${isAvailable ? 'has' : 'does not have'} minimum availability.`,
        ...times(textAt(deployment, '$since') ?? textAt(deployment, 'metadata.creationTimestamp')),
      },
      progressing(deployment, newest),
    ],
  };
}

/** `$rollout`: absent when the newest revision came through at some time; `timedOut` or `progressing` when it has not. */
function progressing(deployment: JsonObject, newest: JsonObject | undefined): JsonObject {
  const set = `ReplicaSet "${textAt(newest, 'metadata.name') ?? ''}"`;
  const born = textAt(newest, 'metadata.creationTimestamp');
  switch (textAt(deployment, '$rollout')) {
    case 'timedOut':
      return {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: `${set} has timed out progressing.`,
        ...times(textAt(deployment, '$timedOutAt') ?? born),
      };
    case 'progressing':
      return {
        type: 'Progressing',
        status: 'True',
        reason: 'ReplicaSetUpdated',
        message: `${set} is progressing.`,
        ...times(born),
      };
    default:
      return {
        type: 'Progressing',
        status: 'True',
        reason: 'NewReplicaSetAvailable',
        message: `${set} has successfully progressed.`,
        ...times(born),
      };
  }
}

/** Rounded down, as the controller does. */
function mostUnavailable(deployment: JsonObject, replicas: number): number {
  const value = valueAt(deployment, 'spec.strategy.rollingUpdate.maxUnavailable') ?? 0;
  return typeof value === 'string' ? Math.floor((replicas * Number.parseInt(value, 10)) / 100) : Number(value);
}

function ready(pods: readonly JsonObject[]): number {
  return pods.filter(isReady).length;
}

function generation(object: JsonObject): number {
  return numberAt(object, 'metadata.generation') || 1;
}

function times(at: string | undefined): JsonObject {
  return { lastUpdateTime: at, lastTransitionTime: at };
}
