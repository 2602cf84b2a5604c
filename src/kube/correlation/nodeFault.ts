import { conditionOf, conditionPath } from '../conditions.ts';
import type { Node } from '../kinds/node.ts';
import { timeAt } from '../timeline/moment.ts';

/** What is wrong with a node by its own conditions. */
export interface NodeFault {
  /** `Ready is Unknown (NodeStatusUnknown)`, `DiskPressure is True`. */
  readonly text: string;
  /** Of the node. */
  readonly path: string;
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly since?: number;
}

const pressures = ['DiskPressure', 'MemoryPressure', 'PIDPressure', 'NetworkUnavailable'];

/** Undefined for a node that is ready and under no pressure. */
export function nodeFault({ status }: Node): NodeFault | undefined {
  const conditions = status?.conditions;
  const bad = ['Ready', ...pressures]
    .map((type) => conditionOf(conditions, type))
    .find((one) => (one?.type === 'Ready' ? one.status !== 'True' : one?.status === 'True'));
  if (bad?.type === undefined || bad.status === undefined) return undefined;
  const since = timeAt(bad.lastTransitionTime);
  return {
    text: `${bad.type} is ${bad.status}${bad.reason === undefined ? '' : ` (${bad.reason})`}`,
    path: conditionPath(conditions, bad.type),
    value: bad.status,
    ...(since === undefined ? {} : { since }),
  };
}
