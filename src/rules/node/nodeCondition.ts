import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf, conditionPath } from '../../kube/conditions.ts';
import { node } from '../../kube/kinds/node.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

interface Told {
  readonly id: string;
  /** The condition that is True where something is wrong. */
  readonly type: string;
  readonly message: string;
  readonly remedy: string;
  readonly explains?: readonly string[];
}

/** A rule about one condition of a node that the kubelet or a network plugin sets to True when it is in trouble. */
export function nodeCondition({ id, type, message, remedy, explains }: Told) {
  return defineRule({
    id,
    stage: 'node',
    severity: 'critical',
    ...(explains === undefined ? {} : { explains }),
    speaks: `The condition ${type} of a node is True.`,
    silent: 'False, Unknown (the node is not ready then) or absent; a node that is being deleted is information.',
    needs: { nodes: list(node, 'cluster') },
    uses: {},
    judge({ nodes }) {
      return nodes.flatMap((one): Finding[] => {
        const conditions = one.status?.conditions;
        const found = conditionOf(conditions, type);
        if (found?.status !== 'True') return [];
        const object = refOf(node, one);
        const said = found.message === undefined || found.message === '' ? '' : `: ${found.message}`;
        return [
          {
            rule: id,
            severity: unlessDeleted(one, 'critical'),
            object,
            message: `${message}${said}.`.replace(/\.\.$/, '.'),
            evidence: [{ object, path: conditionPath(conditions, type), value: 'True' }],
            remedy,
          },
        ];
      });
    },
  });
}
