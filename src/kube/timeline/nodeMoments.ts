import { node as nodeKind, type Node } from '../kinds/node.ts';
import { refOf } from '../metadata.ts';
import { createdMoment } from './createdMoment.ts';
import { timeAt, type TimelineMoment } from './moment.ts';
import { conditionMoments } from './objectMoments.ts';

/** Taints by which the node controller says that something is wrong; a cordon and taints of people's own are meant. */
const trouble =
  /^node\.kubernetes\.io\/(not-ready|unreachable|memory-pressure|disk-pressure|pid-pressure|network-unavailable|out-of-service)$/;

/** A node's creation, conditions, and the taints that carry a time (NoExecute ones, by the node controller). */
export function nodeMoments(node: Node): readonly TimelineMoment[] {
  const object = refOf(nodeKind, node);
  const taints = (node.spec?.taints ?? []).flatMap(({ key = '', effect = '', timeAdded }, index): TimelineMoment[] => {
    const at = timeAt(timeAdded);
    return at === undefined
      ? []
      : [
          {
            object,
            shape: 'state',
            at,
            severity: trouble.test(key) ? 'warning' : 'info',
            title: `taint ${key}:${effect}`,
            path: `spec.taints[${index}]`,
          },
        ];
  });
  return [
    ...createdMoment(object, node.metadata?.creationTimestamp),
    ...conditionMoments(object, node.status?.conditions),
    ...taints,
  ];
}
