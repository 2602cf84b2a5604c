import type { JsonObject } from '../../core/json.ts';
import type { ObjectRef } from '../../core/objectRef.ts';
import { metadataOf, partOf } from './objectParts.ts';
import type { Revision } from './revision.ts';
import type { RollingKind } from './rollingKind.ts';
import { isSameTemplate } from './sameTemplate.ts';
import { templateOf } from './templateOf.ts';

/** A workload with the revisions that are kept of it. */
export interface RevisionHistory {
  readonly kind: RollingKind;
  readonly ref: ObjectRef;
  /** As the server has it, managedFields and all. */
  readonly owner: JsonObject;
  /** Its pod template now. */
  readonly template: JsonObject;
  /** Ascending by number. */
  readonly revisions: readonly Revision[];
}

/** Only Deployments can be paused. */
export function isPaused({ kind, owner }: RevisionHistory): boolean {
  return kind === 'Deployment' && partOf(owner, 'spec').paused === true;
}

/**
 * The revision that the workload asks for now, by its template; undefined while that is not rolled out (paused, or not looked at yet).
 * Of several alike it is the oldest, which the Deployment controller takes too (FindNewReplicaSet).
 */
export function currentRevision({ template, revisions }: RevisionHistory): Revision | undefined {
  const [oldest] = revisions
    .filter((one) => isSameTemplate(one.template, template))
    .toSorted(
      (a, b) => Date.parse(a.createdAt ?? '') - Date.parse(b.createdAt ?? '') || (a.ref.name < b.ref.name ? -1 : 1),
    );
  return oldest;
}

/** Whether the controller has seen the last change of the workload. */
export function isObserved({ owner }: RevisionHistory): boolean {
  const { observedGeneration } = partOf(owner, 'status');
  return typeof observedGeneration === 'number' && observedGeneration >= (metadataOf(owner).generation ?? 0);
}

export function historyOf(
  kind: RollingKind,
  ref: ObjectRef,
  owner: JsonObject,
  revisions: readonly Revision[],
): RevisionHistory {
  return { kind, ref, owner, template: templateOf(owner), revisions };
}
