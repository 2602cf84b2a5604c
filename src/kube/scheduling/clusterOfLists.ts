import type { CsiNode } from '../kinds/csiNode.ts';
import type { Namespace } from '../kinds/namespace.ts';
import type { Node } from '../kinds/node.ts';
import type { PersistentVolume } from '../kinds/persistentVolume.ts';
import type { PersistentVolumeClaim } from '../kinds/persistentVolumeClaim.ts';
import type { Pod } from '../kinds/pod.ts';
import type { StorageClass } from '../kinds/storageClass.ts';
import { placedNodes, type PlacedNode } from './placedNode.ts';
import type { SchedulingCluster } from './schedulingCluster.ts';

/** What was read for placing pods; undefined where it was not. */
export interface SchedulingLists {
  readonly nodes: readonly Node[];
  /** Of all namespaces. */
  readonly everywhere: readonly Pod[];
  readonly namespaces: readonly Namespace[] | undefined;
  readonly claims: readonly PersistentVolumeClaim[] | undefined;
  readonly volumes: readonly PersistentVolume[] | undefined;
  readonly classes: readonly StorageClass[] | undefined;
  readonly csiNodes: readonly CsiNode[] | undefined;
}

const known = new WeakMap<readonly Pod[], { readonly of: SchedulingLists; readonly cluster: SchedulingCluster }[]>();

/** The same cluster for the same lists, so that what was reckoned of it stays. Volumes are judged where all of them were read. */
export function clusterOfLists(of: SchedulingLists): SchedulingCluster {
  const made = known.get(of.everywhere) ?? [];
  const found = made.find((one) => isSame(one.of, of));
  if (found !== undefined) return found.cluster;
  const { nodes, everywhere, namespaces, claims, volumes, classes, csiNodes } = of;
  const cluster: SchedulingCluster = {
    nodes: placedOnce(nodes, everywhere),
    namespaces:
      namespaces === undefined
        ? undefined
        : new Map(namespaces.map(({ metadata }) => [metadata?.name ?? '', metadata?.labels ?? {}])),
    storage:
      claims === undefined || volumes === undefined || classes === undefined
        ? undefined
        : { claims, volumes, classes, csiNodes: csiNodes ?? [] },
  };
  known.set(everywhere, [...made, { of, cluster }]);
  return cluster;
}

const placed = new WeakMap<
  readonly Pod[],
  { readonly nodes: readonly Node[]; readonly placed: readonly PlacedNode[] }
>();

/** Each namespace has claims of its own, and all have the same nodes. */
function placedOnce(nodes: readonly Node[], everywhere: readonly Pod[]): readonly PlacedNode[] {
  const made = placed.get(everywhere);
  if (made?.nodes === nodes) return made.placed;
  const anew = placedNodes(nodes, everywhere);
  placed.set(everywhere, { nodes, placed: anew });
  return anew;
}

function isSame(a: SchedulingLists, b: SchedulingLists): boolean {
  return (
    a.nodes === b.nodes &&
    a.namespaces === b.namespaces &&
    a.claims === b.claims &&
    a.volumes === b.volumes &&
    a.classes === b.classes &&
    a.csiNodes === b.csiNodes
  );
}
