import type { Workload } from '../rollouts/workload.ts';
import type { DaemonSet } from '../kinds/daemonSet.ts';
import type { Deployment } from '../kinds/deployment.ts';
import type { StatefulSet } from '../kinds/statefulSet.ts';

/** How many pods of a workload a rollout takes away before their successors are ready. */
export function awayAtOnce(workload: Workload): number {
  switch (workload.kind) {
    case 'Deployment':
      return deploymentAway(workload.object);
    case 'StatefulSet':
      return statefulSetAway(workload.object);
    case 'DaemonSet':
      return daemonSetAway(workload.object);
    case 'ReplicaSet':
      return 0;
  }
}

/**
 * How many of a Deployment's pods a rollout may take away before their successors are ready. A share is rounded down, and none away
 * with none above the number is one away (ResolveFenceposts in pkg/controller/deployment/util).
 */
function deploymentAway({ spec }: Deployment): number {
  const replicas = spec?.replicas ?? 1;
  if (spec?.strategy?.type === 'Recreate') return replicas;
  const { maxUnavailable = '25%', maxSurge = '25%' } = spec?.strategy?.rollingUpdate ?? {};
  const away = amount(maxUnavailable, replicas, Math.floor);
  return away === 0 && amount(maxSurge, replicas, Math.ceil) === 0 ? 1 : Math.min(away, replicas);
}

/** One after the other. With OnDelete nothing goes by itself. */
function statefulSetAway({ spec }: StatefulSet): number {
  return spec?.updateStrategy?.type === 'OnDelete' ? 0 : Math.min(1, spec?.replicas ?? 1);
}

/** A share of the nodes that run it is rounded up (apps/v1 DaemonSet). */
function daemonSetAway({ spec, status }: DaemonSet): number {
  if (spec?.updateStrategy?.type === 'OnDelete') return 0;
  const nodes = status?.desiredNumberScheduled ?? 0;
  const { maxUnavailable = 1, maxSurge = 0 } = spec?.updateStrategy?.rollingUpdate ?? {};
  return amount(maxSurge, nodes, Math.ceil) > 0 ? 0 : Math.min(amount(maxUnavailable, nodes, Math.ceil), nodes);
}

function amount(value: string | number, of: number, rounded: (value: number) => number): number {
  if (typeof value === 'number') return value;
  const share = Number(/^(\d+)%$/.exec(value)?.[1] ?? 0);
  return rounded((share * of) / 100);
}
