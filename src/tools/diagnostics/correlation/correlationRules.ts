import type { AnyRule } from '../../../core/rule.ts';
import { event } from '../../../kube/kinds/event.ts';
import { node } from '../../../kube/kinds/node.ts';
import { pod } from '../../../kube/kinds/pod.ts';
import { replicaSet } from '../../../kube/kinds/replicaSet.ts';
import { podRules } from '../../../rules/sick/podRules.ts';

/** What the correlation reads anyway. Rules that look at more would cost it more reads than they tell. */
const read = new Set([pod, event, node, replicaSet].map(({ resource }) => resource));

/** Rules about single pods and nodes, which say of each failure what it is. */
export const correlationRules: readonly AnyRule[] = podRules.filter(({ needs, uses }) =>
  [...Object.values(needs), ...Object.values(uses)].every(
    ({ kind, scope }) => read.has(kind.resource) && !(kind === pod && scope === 'cluster'),
  ),
);
