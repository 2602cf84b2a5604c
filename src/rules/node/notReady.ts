import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf, conditionPath } from '../../kube/conditions.ts';
import { node } from '../../kube/kinds/node.ts';
import { refOf } from '../../kube/metadata.ts';

/**
 * What runs on such a node is taken for not ready: `Unknown` is set by the node controller when the kubelet has not reported for a
 * while, `False` by the kubelet itself.
 */
export const notReady = defineRule({
  id: 'node/not-ready',
  stage: 'node',
  severity: 'critical',
  explains: [
    'scheduling/untolerated-taint',
    'pod/node-lost',
    'pod/stuck-terminating',
    'service/no-ready-endpoints',
    'service/some-endpoints-not-ready',
  ],
  speaks: 'The Ready condition of a node is False, Unknown or absent.',
  silent: 'Cordoned nodes that are ready; a node that is being deleted is information.',
  needs: { nodes: list(node, 'cluster') },
  uses: {},
  judge({ nodes }) {
    return nodes.flatMap((one): Finding[] => {
      const conditions = one.status?.conditions;
      const ready = conditionOf(conditions, 'Ready');
      if (ready?.status === 'True') return [];
      const object = refOf(node, one);
      const status = ready?.status ?? 'absent';
      const why = [ready?.reason, ready?.message].filter((text) => text !== undefined && text !== '').join(': ');
      return [
        {
          rule: 'node/not-ready',
          severity: one.metadata?.deletionTimestamp === undefined ? 'critical' : 'info',
          object,
          message: `The node is not ready: its condition Ready is ${status}${why === '' ? '' : ` (${why.replace(/\.$/, '')})`}.`,
          evidence: [
            ready === undefined
              ? { object, path: 'status.conditions[*].type', value: conditions?.map(({ type }) => type) ?? null }
              : { object, path: conditionPath(conditions, 'Ready'), value: status },
          ],
          remedy:
            status === 'False'
              ? `See what the kubelet of ${object.name} complains of: its message here, then its log on the machine.`
              : `See whether the machine ${object.name} is up, its kubelet runs and reaches the API server.`,
        },
      ];
    });
  },
});
