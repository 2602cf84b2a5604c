import { list, type ByName, type Need } from '../../core/rule.ts';
import type { Kind } from '../../core/kind.ts';
import { lease } from '../../kube/kinds/lease.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { nodeLeaseNamespace } from '../../kube/nodeLeases.ts';
import { nodeEvents } from '../nodeEvents.ts';
import type { Reading, Snapshot } from '../snapshot.ts';
import { listsOf, type ListsRead } from './listsRead.ts';

/** All that a scan has read. */
export interface ScanReads {
  /** Milliseconds since the epoch, by the API server's clock. */
  readonly now: number;
  readonly lists: ListsRead;
  readonly named: (kind: Kind<unknown>) => ByName<unknown>;
  /** Undefined where all events are there anyway. */
  readonly nodeEvents: Reading<unknown> | undefined;
  /** Pods of all namespaces, as far as the rules about ingress controllers or about placing need them; undefined where all are listed anyway. */
  readonly everywhere: Reading<unknown> | undefined;
}

/** The world of one namespace as rules see it: of kinds that have namespaces nothing of any other. Undefined: the cluster's. */
export function worldOf(reads: ScanReads, namespace: string | undefined): Snapshot {
  return { namespace, now: reads.now, look: (need) => look(reads, need, namespace) };
}

const podsEverywhere = list(pod, 'cluster').key;

function look(reads: ScanReads, need: Need<unknown>, namespace: string | undefined): Reading<unknown> | undefined {
  const { kind, how, scope, key } = need;
  if (how === 'byName') return { state: 'read', value: reads.named(kind) };
  if (key === podsEverywhere && reads.everywhere !== undefined) return reads.everywhere;
  if (key === nodeEvents.key && reads.nodeEvents !== undefined) return reads.nodeEvents;
  const lists = listsOf(reads.lists, kind);
  if (kind === lease) return lists?.within(nodeLeaseNamespace);
  return namespace === undefined || scope === 'cluster' || !kind.namespaced
    ? lists?.everywhere
    : lists?.within(namespace);
}
