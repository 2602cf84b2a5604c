import { conditionOf, isTrue } from '../../kube/conditions.ts';
import { isRollingOut } from '../../kube/deploymentPods.ts';
import type { Deployment } from '../../kube/kinds/deployment.ts';
import type { HealthLevel } from '../../kube/podHealth.ts';
import { failureWords } from '../../kube/workloadState.ts';
import { ageSecondsOf } from './objectList.ts';

/** Where a rollout stands: the words of `kubectl rollout status`, and what it does not tell. */
export type RolloutPhase =
  | 'complete'
  | 'unavailable'
  | 'rolling out'
  | 'deadline exceeded'
  | 'blocked from creating pods'
  | 'blocked from deleting pods'
  | 'paused'
  | 'scaled to zero'
  | 'not observed';

export interface DeploymentRow {
  readonly namespace: string;
  readonly name: string;
  readonly level: HealthLevel;
  readonly phase: RolloutPhase;
  readonly desired: number;
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
  /** `RollingUpdate 25%/25%`: surge and unavailable at most. */
  readonly strategy: string;
  readonly images: readonly string[];
  readonly revision?: string;
  readonly ageSeconds: number;
}

export interface PhaseGroup {
  readonly phase: RolloutPhase;
  readonly level: HealthLevel;
  readonly deployments: number;
}

export interface DeploymentsData {
  readonly phases: readonly PhaseGroup[];
  readonly deployments: readonly DeploymentRow[];
  /** How many findings there are, where not all are given. */
  readonly findingCount?: number;
}

export function rolloutPhase(of: Deployment): RolloutPhase {
  const { metadata, spec, status } = of;
  const { conditions, observedGeneration = 0, replicas = 0, availableReplicas = 0 } = status ?? {};
  if (observedGeneration < (metadata?.generation ?? 0)) return 'not observed';
  if (spec?.replicas === 0 && replicas === 0) return 'scaled to zero';
  if (isTrue(conditions, 'ReplicaFailure')) return failureWords(conditions);
  if (conditionOf(conditions, 'Progressing')?.status === 'False') return 'deadline exceeded';
  if (spec?.paused === true) return 'paused';
  if (isRollingOut(of)) return 'rolling out';
  return availableReplicas < (spec?.replicas ?? 1) ? 'unavailable' : 'complete';
}

export function deploymentRow(of: Deployment, level: HealthLevel, now: number): DeploymentRow {
  const { metadata, spec, status } = of;
  const { updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status ?? {};
  const revision = metadata?.annotations?.['deployment.kubernetes.io/revision'];
  return {
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    level,
    phase: rolloutPhase(of),
    desired: spec?.replicas ?? 1,
    updated: updatedReplicas,
    ready: readyReplicas,
    available: availableReplicas,
    strategy: strategyText(spec?.strategy),
    images: (spec?.template?.spec?.containers ?? []).map(({ image }) => image ?? ''),
    ...(revision === undefined ? {} : { revision }),
    ageSeconds: ageSecondsOf(of, now),
  };
}

/** The server fills in RollingUpdate, 25 % and 25 %. */
function strategyText(strategy: NonNullable<Deployment['spec']>['strategy']): string {
  const type = strategy?.type ?? 'RollingUpdate';
  if (type !== 'RollingUpdate') return type;
  const { maxSurge = '25%', maxUnavailable = '25%' } = strategy?.rollingUpdate ?? {};
  return `${type} ${maxSurge}/${maxUnavailable}`;
}
