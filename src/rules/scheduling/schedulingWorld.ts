import { list } from '../../core/rule.ts';
import { csiNode } from '../../kube/kinds/csiNode.ts';
import { event, type KubeEvent } from '../../kube/kinds/event.ts';
import { namespace } from '../../kube/kinds/namespace.ts';
import { node } from '../../kube/kinds/node.ts';
import { persistentVolume } from '../../kube/kinds/persistentVolume.ts';
import { persistentVolumeClaim } from '../../kube/kinds/persistentVolumeClaim.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { storageClass } from '../../kube/kinds/storageClass.ts';
import type { SchedulingLists } from '../../kube/scheduling/clusterOfLists.ts';

export const schedulingNeeds = { pods: list(pod) };

/** Without nodes and the pods of all namespaces the scheduler's own words are all that there is. */
export const schedulingUses = {
  nodes: list(node, 'cluster'),
  everywhere: list(pod, 'cluster'),
  events: list(event),
  namespaces: list(namespace, 'cluster'),
  claims: list(persistentVolumeClaim),
  volumes: list(persistentVolume, 'cluster'),
  classes: list(storageClass, 'cluster'),
  csiNodes: list(csiNode, 'cluster'),
};

type Unread<T> = { readonly [K in keyof T]: T[K] | undefined };

/** What the rules of scheduling look at. */
export interface SchedulingWorld extends Unread<SchedulingLists> {
  readonly pods: readonly Pod[];
  readonly events: readonly KubeEvent[] | undefined;
  readonly now: number;
}
