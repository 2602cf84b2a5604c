import type { DaemonSet } from '../kinds/daemonSet.ts';
import type { Deployment } from '../kinds/deployment.ts';
import type { StatefulSet } from '../kinds/statefulSet.ts';
import { conditionOf } from '../conditions.ts';
import type { Workload } from './workload.ts';

/** What `kubectl rollout status` prints of an object, and whether it is done or gives up. */
export interface RolloutStatus {
  /** Its line, without the end of it. */
  readonly says: string;
  readonly is: 'waiting' | 'done' | 'refused';
}

/**
 * Word for word, so that a person finds again what kubectl told. A ReplicaSet has no rollout.
 * Source: rollout_status.go in k8s.io/kubectl/pkg/polymorphichelpers (1.36).
 */
export function rolloutStatus(workload: Workload): RolloutStatus | undefined {
  switch (workload.kind) {
    case 'Deployment':
      return deploymentStatus(workload.object);
    case 'StatefulSet':
      return statefulSetStatus(workload.object);
    case 'DaemonSet':
      return daemonSetStatus(workload.object);
    case 'ReplicaSet':
      return undefined;
  }
}

const notObserved = (what: string): RolloutStatus => waiting(`Waiting for ${what} spec update to be observed...`);

function deploymentStatus({ metadata, spec, status }: Deployment): RolloutStatus {
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status ?? {};
  const name = metadata?.name ?? '';
  if ((metadata?.generation ?? 0) > observedGeneration) return notObserved('deployment');
  if (conditionOf(status?.conditions, 'Progressing')?.reason === 'ProgressDeadlineExceeded')
    return { says: `deployment "${name}" exceeded its progress deadline`, is: 'refused' };
  const head = `Waiting for deployment "${name}" rollout to finish`;
  const wanted = spec?.replicas;
  if (wanted !== undefined && updatedReplicas < wanted)
    return waiting(`${head}: ${updatedReplicas} out of ${wanted} new replicas have been updated...`);
  if (replicas > updatedReplicas)
    return waiting(`${head}: ${replicas - updatedReplicas} old replicas are pending termination...`);
  if (availableReplicas < updatedReplicas)
    return waiting(`${head}: ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  return done(`deployment "${name}" successfully rolled out`);
}

function daemonSetStatus({ metadata, spec, status }: DaemonSet): RolloutStatus {
  if (spec?.updateStrategy?.type !== 'RollingUpdate') return onlyRollingUpdate;
  const { observedGeneration = 0, desiredNumberScheduled: wanted = 0 } = status ?? {};
  const { updatedNumberScheduled = 0, numberAvailable = 0 } = status ?? {};
  const name = metadata?.name ?? '';
  if ((metadata?.generation ?? 0) > observedGeneration) return notObserved('daemon set');
  const head = `Waiting for daemon set "${name}" rollout to finish`;
  if (updatedNumberScheduled < wanted)
    return waiting(`${head}: ${updatedNumberScheduled} out of ${wanted} new pods have been updated...`);
  if (numberAvailable < wanted)
    return waiting(`${head}: ${numberAvailable} of ${wanted} updated pods are available...`);
  return done(`daemon set "${name}" successfully rolled out`);
}

function statefulSetStatus({ metadata, spec, status }: StatefulSet): RolloutStatus {
  if (spec?.updateStrategy?.type !== 'RollingUpdate') return onlyRollingUpdate;
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0, updateRevision = '' } = status ?? {};
  const { currentReplicas = 0, currentRevision = '' } = status ?? {};
  if (observedGeneration === 0 || (metadata?.generation ?? 0) > observedGeneration) return notObserved('statefulset');
  const wanted = spec.replicas;
  if (wanted !== undefined && readyReplicas < wanted)
    return waiting(`Waiting for ${wanted - readyReplicas} pods to be ready...`);
  if (spec.updateStrategy.rollingUpdate !== undefined) {
    const { partition } = spec.updateStrategy.rollingUpdate;
    const due = wanted === undefined || partition === undefined ? 0 : wanted - partition;
    return updatedReplicas < due
      ? waiting(
          `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${due} new pods have been updated...`,
        )
      : done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (updateRevision !== currentRevision)
    return waiting(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`,
    );
  return done(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`);
}

const onlyRollingUpdate: RolloutStatus = {
  says: 'rollout status is only available for RollingUpdate strategy type',
  is: 'refused',
};

function waiting(says: string): RolloutStatus {
  return { says, is: 'waiting' };
}

function done(says: string): RolloutStatus {
  return { says, is: 'done' };
}
