import type { Pod } from '../../kube/kinds/pod.ts';
import type { ReplicaSet } from '../../kube/kinds/replicaSet.ts';
import { controllerOf } from '../../kube/owners.ts';
import { templateChanges, type TemplateChange } from '../../kube/templateChanges.ts';
import { shownChange } from './shownChange.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';

/** How the revision of a pod differs from the one before. */
export interface RevisionChanges {
  readonly revision: string;
  readonly before: string;
  readonly rolledOutSecondsAgo?: number;
  /** Pods of the revision before that are available now: it is known to work. Where there are none nobody knows. */
  readonly beforeIsAvailable: boolean;
  readonly changes: readonly TemplateChange[];
}

const revisionKey = 'deployment.kubernetes.io/revision';

/** Undefined for pods of no Deployment, and of its first revision. */
export function revisionChanges(
  pod: Pod,
  replicaSets: readonly ReplicaSet[],
  now: number,
): RevisionChanges | undefined {
  const own = replicaSets.find(({ metadata }) => metadata?.name === controllerOf(pod)?.name);
  const deployment = own === undefined ? undefined : controllerOf(own);
  if (own === undefined || deployment === undefined) return undefined;
  const revision = revisionOf(own);
  const siblings = replicaSets.filter((one) => controllerOf(one)?.name === deployment.name && one !== own);
  const [before] = siblings
    .filter((one) => revisionOf(one) < revision)
    .toSorted((a, b) => revisionOf(b) - revisionOf(a));
  if (before === undefined) return undefined;
  const at = Date.parse(own.metadata?.creationTimestamp ?? '');
  return {
    revision: String(revision),
    before: String(revisionOf(before)),
    ...(at > 0 ? { rolledOutSecondsAgo: secondsBetween(at, now) } : {}),
    beforeIsAvailable: (before.status?.availableReplicas ?? 0) > 0,
    changes: templateChanges(before.spec?.template, own.spec?.template).map(shownChange),
  };
}

function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata?.annotations?.[revisionKey] ?? 0) || 0;
}
