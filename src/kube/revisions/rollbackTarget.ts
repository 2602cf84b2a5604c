import type { JsonObject } from '../../core/json.ts';
import { currentRevision, isPaused, type RevisionHistory } from './history.ts';
import { metadataOf } from './objectParts.ts';
import type { Revision } from './revision.ts';
import { isSameTemplate } from './sameTemplate.ts';

/** What `kubectl rollout undo` would do, and what it would write. Nothing else of the workload is touched: no replicas, no strategy. */
export type RollbackTarget =
  | {
      readonly state: 'found';
      readonly revision: Revision;
      /** The revision that it leaves; undefined where the template now is in none. */
      readonly from?: Revision;
      /** The whole new `spec.template`. */
      readonly template: JsonObject;
      /** Of Deployments: the whole new `metadata.annotations`. */
      readonly annotations?: Readonly<Record<string, string>>;
    }
  /** There is nothing to do. */
  | { readonly state: 'same'; readonly revision: Revision; readonly message: string }
  | { readonly state: 'paused' | 'unknownRevision' | 'noHistory'; readonly message: string };

/**
 * Annotations that stay the Deployment's own; all others become those of the ReplicaSet.
 * Source: annotationsToSkip in pkg/polymorphichelpers/rollback.go of kubectl.
 */
const ownAnnotations = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

/**
 * Where `kubectl rollout undo --to-revision=toRevision` would go; 0 is the revision before the newest. The messages are kubectl's own.
 * Source: Rollback of DeploymentRollbacker, StatefulSetRollbacker and DaemonSetRollbacker in pkg/polymorphichelpers/rollback.go (1.36).
 */
export function rollbackTarget(history: RevisionHistory, toRevision = 0): RollbackTarget {
  const { kind, revisions, template } = history;
  const wanted = toRevision === 0 ? revisions.at(-2) : revisions.find(({ number }) => number === toRevision);
  if (wanted === undefined)
    return toRevision === 0
      ? { state: 'noHistory', message: noHistory(history) }
      : { state: 'unknownRevision', message: `unable to find specified revision ${toRevision} in history` };
  if (isPaused(history))
    return {
      state: 'paused',
      message: `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again`,
    };
  if (isSameTemplate(wanted.template, template))
    return {
      state: 'same',
      revision: wanted,
      message: `skipped rollback (current template already matches revision ${toRevision})`,
    };
  const from = currentRevision(history);
  return {
    state: 'found',
    revision: wanted,
    ...(from === undefined ? {} : { from }),
    template: wanted.template,
    ...(kind === 'Deployment' ? { annotations: annotationsAfter(history, wanted) } : {}),
  };
}

function noHistory({ kind, ref }: RevisionHistory): string {
  return kind === 'Deployment'
    ? `no rollout history found for deployment "${ref.name}"`
    : 'no last revision to roll back to';
}

function annotationsAfter({ owner }: RevisionHistory, { annotations }: Revision): Readonly<Record<string, string>> {
  const own = new Set(ownAnnotations);
  const kept = Object.entries(metadataOf(owner).annotations ?? {}).filter(([key]) => own.has(key));
  const restored = Object.entries(annotations).filter(([key]) => !own.has(key));
  return Object.fromEntries([...kept, ...restored]);
}
