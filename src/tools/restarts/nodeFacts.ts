import { eventsAbout } from '../../kube/eventsAbout.ts';
import type { KubeEvent } from '../../kube/kinds/event.ts';
import type { Node } from '../../kube/kinds/node.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { secondsBetween } from '../../kube/secondsBetween.ts';

/** How the node of a pod is. */
export interface NodeFacts {
  readonly name: string;
  readonly state: 'found' | 'missing';
  readonly ready?: string;
  /** Conditions of the node that are not as they should be: `MemoryPressure`. */
  readonly troubles: readonly string[];
  readonly cordoned?: true;
  /** The newest of its warnings. */
  readonly events: readonly { readonly reason: string; readonly message: string; readonly secondsAgo: number }[];
}

const shown = 3;

/** Undefined for a pod without a node, and where no node could be read. */
export function nodeFacts(
  pod: Pod,
  nodes: readonly Node[],
  nodeEvents: readonly KubeEvent[] | undefined,
  now: number,
): NodeFacts | undefined {
  const name = pod.spec?.nodeName;
  if (name === undefined || nodes.length === 0) return undefined;
  const node = nodes.find(({ metadata }) => metadata?.name === name);
  if (node === undefined) return { name, state: 'missing', troubles: [], events: [] };
  const conditions = node.status?.conditions ?? [];
  const ready = conditions.find(({ type }) => type === 'Ready')?.status;
  return {
    name,
    state: 'found',
    ...(ready === undefined ? {} : { ready }),
    troubles: conditions
      .filter(({ type, status }) => type !== 'Ready' && status === 'True')
      .map(({ type = '' }) => type),
    ...(node.spec?.unschedulable === true ? { cordoned: true } : {}),
    events: eventsAbout(nodeEvents, { kind: 'Node', name })
      .filter(({ type }) => type === 'Warning')
      .slice(-shown)
      .map(({ reason, message, lastAt }) => ({
        reason,
        message,
        secondsAgo: secondsBetween(lastAt, now),
      })),
  };
}
