import type { Kind } from '../../core/kind.ts';
import { daemonSet, type DaemonSet } from '../kinds/daemonSet.ts';
import { deployment, type Deployment } from '../kinds/deployment.ts';
import { replicaSet, type ReplicaSet } from '../kinds/replicaSet.ts';
import { statefulSet, type StatefulSet } from '../kinds/statefulSet.ts';
import type { HasMetadata } from '../metadata.ts';

/** A workload whose pods come and go by a rollout or by its number of replicas. */
export type Workload =
  | { readonly kind: 'Deployment'; readonly object: Deployment }
  | { readonly kind: 'StatefulSet'; readonly object: StatefulSet }
  | { readonly kind: 'DaemonSet'; readonly object: DaemonSet }
  | { readonly kind: 'ReplicaSet'; readonly object: ReplicaSet };

export type WorkloadKind = Workload['kind'];

interface Known {
  readonly kind: Kind<HasMetadata>;
  /** Of an object as the server sent it. */
  readonly project: (raw: unknown) => Workload;
}

export const workloadKinds: Readonly<Record<WorkloadKind, Known>> = {
  Deployment: { kind: deployment, project: (raw) => ({ kind: 'Deployment', object: deployment.project(raw) }) },
  StatefulSet: { kind: statefulSet, project: (raw) => ({ kind: 'StatefulSet', object: statefulSet.project(raw) }) },
  DaemonSet: { kind: daemonSet, project: (raw) => ({ kind: 'DaemonSet', object: daemonSet.project(raw) }) },
  ReplicaSet: { kind: replicaSet, project: (raw) => ({ kind: 'ReplicaSet', object: replicaSet.project(raw) }) },
};
