import { defineRule, list } from '../../core/rule.ts';
import { node } from '../../kube/kinds/node.ts';
import { refOf } from '../../kube/metadata.ts';

const day = 86_400_000;

/** Cordoned on purpose, and often forgotten. Since when is known only where the taint tells it. */
export const cordoned = defineRule({
  id: 'node/cordoned',
  stage: 'node',
  severity: 'warning',
  speaks: 'A node takes no new pods; a warning where its taint says that this is so for more than a day.',
  silent: 'Nodes that take pods, and those that are being deleted.',
  needs: { nodes: list(node, 'cluster') },
  uses: {},
  judge({ nodes, now }) {
    return nodes
      .filter(({ spec, metadata }) => spec?.unschedulable === true && metadata?.deletionTimestamp === undefined)
      .map((one) => {
        const object = refOf(node, one);
        const taint = one.spec?.taints?.find(({ key }) => key === 'node.kubernetes.io/unschedulable');
        const since = Date.parse(taint?.timeAdded ?? '');
        const isLong = now - since > day;
        return {
          rule: 'node/cordoned',
          severity: isLong ? ('warning' as const) : ('info' as const),
          object,
          message: `The node is cordoned${isLong ? ` since ${taint?.timeAdded ?? ''}` : ''}: it takes no new pods.`,
          evidence: [{ object, path: 'spec.unschedulable', value: true }],
          remedy: `Uncordon it when its maintenance is done: kubectl uncordon ${object.name}.`,
        };
      });
  },
});
