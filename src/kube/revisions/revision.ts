import type { JsonObject } from '../../core/json.ts';
import type { ObjectRef } from '../../core/objectRef.ts';

/** One entry of a workload's history: a ReplicaSet of a Deployment, a ControllerRevision of a StatefulSet or DaemonSet. */
export interface Revision {
  /** As `kubectl rollout history` prints it; 0 for a ReplicaSet that was adopted and never had a number. */
  readonly number: number;
  /** The object that keeps it. */
  readonly ref: ObjectRef;
  /** When it was first rolled out, RFC 3339. A rollback gives it a newer number, at a time that the API does not keep. */
  readonly createdAt?: string;
  readonly changeCause?: string;
  /** The pod template as the workload had it, without the controller's own label. */
  readonly template: JsonObject;
  /** Annotations of the object that keeps it. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Numbers that it had before it was rolled back to, ascending. */
  readonly earlierNumbers: readonly number[];
  /** Of ControllerRevisions: what the pods of it carry as `controller-revision-hash`. */
  readonly podHash?: string;
  /** Of ReplicaSets: pods wanted, made and available now. */
  readonly pods?: { readonly wanted: number; readonly made: number; readonly available: number };
}

/** The annotation that `kubectl annotate` sets and the controllers copy to each revision (pkg/polymorphichelpers/history.go). */
export const changeCauseKey = 'kubernetes.io/change-cause';
