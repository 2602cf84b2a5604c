import { list, type AnyRule } from '../core/rule.ts';
import { event, type KubeEvent } from '../kube/kinds/event.ts';
import type { Reader } from './reader.ts';
import type { Reading } from './snapshot.ts';

/**
 * The events of nodes, whichever namespace is looked at: the kubelet and the node controller write them into `default`
 * (client-go's recorder, for objects without a namespace). Loaders ask for no other events of the whole cluster.
 */
export const nodeEvents = list(event, 'cluster');

const query = {
  namespace: 'default',
  fieldSelector: 'involvedObject.kind=Node',
};

/** Undefined where no rule looks at them. */
export async function readNodeEvents(
  reader: Reader,
  rules: readonly AnyRule[],
): Promise<Reading<readonly KubeEvent[]> | undefined> {
  const needs = rules.flatMap((rule) => [...Object.values(rule.needs), ...Object.values(rule.uses)]);
  return needs.some(({ key }) => key === nodeEvents.key) ? reader.search(event, query) : undefined;
}
