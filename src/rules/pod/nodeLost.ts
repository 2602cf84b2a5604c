import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { isFinished } from '../../kube/endpoints.ts';
import { node } from '../../kube/kinds/node.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';

/** A pod stays bound to a node whose object is gone until the pod garbage collector removes it. */
export const nodeLost = defineRule({
  id: 'pod/node-lost',
  stage: 'node',
  severity: 'critical',
  explains: ['service/no-ready-endpoints', 'service/some-endpoints-not-ready'],
  speaks: 'A pod is bound to a node that does not exist.',
  silent: 'Finished pods; pods that are being deleted; pods without a node; a node that is not ready (node/not-ready).',
  needs: { pods: list(pod), nodes: list(node, 'cluster') },
  uses: {},
  judge({ pods, nodes }) {
    const names = new Set(nodes.map(({ metadata }) => metadata?.name));
    return pods.flatMap((one): Finding[] => {
      const name = one.spec?.nodeName;
      if (name === undefined || name === '' || names.has(name)) return [];
      if (isFinished(one) || one.metadata?.deletionTimestamp !== undefined) return [];
      const object = refOf(pod, one);
      return [
        {
          rule: 'pod/node-lost',
          severity: 'critical',
          object,
          message: `The pod is bound to node ${name}, which does not exist.`,
          evidence: [{ object, path: 'spec.nodeName', value: name }],
          remedy: `Delete pod ${object.name}, so that its controller makes another one on a node that is there.`,
        },
      ];
    });
  },
});
