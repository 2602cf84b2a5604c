import { timeOfWrite, type Draft, type NoDraft } from '../../core/draft.ts';
import type { Cluster } from '../../core/ports.ts';
import { podsOfNoTemplate } from '../../kube/radius/podsThere.ts';
import { podsOfWorkload } from '../../kube/podsOfWorkload.ts';
import { readRadius } from '../../kube/radius/readRadius.ts';
import { readWorkload } from '../../kube/radius/readWorkload.ts';
import { replacement } from '../../kube/radius/replacement.ts';
import { strategyWarnings } from '../../kube/radius/strategyWarnings.ts';
import { failingAlike } from './failingAlike.ts';

/** What `kubectl rollout restart` writes (k8s.io/kubectl, pkg/polymorphichelpers/objectrestarter.go). */
const restartedAt = 'kubectl.kubernetes.io/restartedAt';

export interface RollingRestart {
  readonly namespace: string;
  readonly name: string;
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  readonly timeoutSeconds?: number;
}

/** All pods of a workload, one after the other as its strategy says: kubectl's rolling restart. */
export async function rollingRestartDraft(
  cluster: Cluster,
  asked: RollingRestart,
  signal: AbortSignal,
): Promise<Draft | NoDraft> {
  const { namespace, kind, timeoutSeconds = 120 } = asked;
  const found = await readWorkload(cluster, kind, asked, signal);
  const { ref, path, workload } = found;
  const scope = { namespace, kind, name: ref.name };
  if (workload.kind === 'Deployment' && workload.object.spec?.paused === true)
    return {
      scope,
      blockedBy: 'paused',
      headline: `Deployment ${path} is paused: a restart would do nothing until somebody resumes it (kubectl rollout resume). Nothing was changed.`,
    };
  const { added, removed, away, text } = replacement(workload, podsOfNoTemplate(workload));
  const {
    radius,
    pods: all = [],
    warnings,
    gaps,
  } = await readRadius(
    cluster,
    {
      namespace,
      workload: { kind, name: ref.name },
      labels: found.labels,
      podsAdded: added,
      podsRemoved: removed,
      awayAtOnce: away,
      managedBy: [],
    },
    signal,
  );
  return {
    scope,
    title: `Restart ${kind} ${path}`,
    doing: `Restarting ${kind} ${path}`,
    effect: `${kind} ${path}: ${text}`,
    steps: [
      {
        do: 'patch',
        target: found.target,
        uid: found.uid,
        set: [{ field: ['spec', 'template', 'metadata', 'annotations', restartedAt], value: timeOfWrite }],
      },
    ],
    undo: {
      possible: true,
      exact: true,
      because: 'only while its rollout runs: each pod that is new by then is replaced again',
      onlyWhile: 'rollout',
    },
    blastRadius: radius,
    warnings: [...failingAlike(podsOfWorkload(ref, all)), ...strategyWarnings(workload), ...warnings],
    then: { type: 'rollout', object: ref },
    watchSeconds: timeoutSeconds,
    findings: [],
    gaps,
    next: [],
  };
}
