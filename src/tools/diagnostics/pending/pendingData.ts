import type { NotCreated } from './notCreated.ts';
import type { PendingGroup } from './pendingGroups.ts';

export interface PendingPods {
  /** Pods without a node, new and gated ones too. */
  readonly pending: number;
  readonly longestSeconds: number;
  readonly groups: readonly PendingGroup[];
  /** Workloads whose pods are not even made. */
  readonly notCreated: readonly NotCreated[];
}
