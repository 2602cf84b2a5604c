import type { CsiNode } from '../kinds/csiNode.ts';
import type { PersistentVolume } from '../kinds/persistentVolume.ts';
import type { PersistentVolumeClaim } from '../kinds/persistentVolumeClaim.ts';
import type { StorageClass } from '../kinds/storageClass.ts';
import type { Labels } from '../selectors.ts';
import type { PlacedNode } from './placedNode.ts';

/** What the scheduler looks at. What could not be read is undefined: no filter judges by it then. */
export interface SchedulingCluster {
  readonly nodes: readonly PlacedNode[];
  /** Labels of every namespace, for namespace selectors. */
  readonly namespaces: ReadonlyMap<string, Labels> | undefined;
  readonly storage: SchedulingStorage | undefined;
}

export interface SchedulingStorage {
  /** Of all namespaces, or at least of the pod's. */
  readonly claims: readonly PersistentVolumeClaim[];
  readonly volumes: readonly PersistentVolume[];
  readonly classes: readonly StorageClass[];
  readonly csiNodes: readonly CsiNode[];
}
