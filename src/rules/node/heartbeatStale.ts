import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { isTrue, secondsSince } from '../../kube/conditions.ts';
import { lease } from '../../kube/kinds/lease.ts';
import { node } from '../../kube/kinds/node.ts';
import { refOf } from '../../kube/metadata.ts';
import { leasesByNode } from '../../kube/nodeLeases.ts';

const staleSeconds = 60;

/** The kubelet has gone silent, or the node controller that should notice it has. */
export const heartbeatStale = defineRule({
  id: 'node/heartbeat-stale',
  stage: 'node',
  severity: 'warning',
  speaks: 'The lease of a node was not renewed for 60 s while its condition Ready is still True.',
  silent: 'Nodes that are not ready (node/not-ready), without a lease, or being deleted.',
  needs: { nodes: list(node, 'cluster'), leases: list(lease) },
  uses: {},
  judge({ nodes, leases, now }) {
    const byNode = leasesByNode(leases);
    return nodes.flatMap((one): Finding[] => {
      if (!isTrue(one.status?.conditions, 'Ready') || one.metadata?.deletionTimestamp !== undefined) return [];
      const held = byNode.get(one.metadata?.name ?? '');
      const seconds = secondsSince(held?.spec?.renewTime, now);
      if (held === undefined || seconds === undefined || seconds < staleSeconds) return [];
      const object = refOf(node, one);
      return [
        {
          rule: 'node/heartbeat-stale',
          severity: 'warning',
          object,
          message: `The kubelet has not renewed its lease for ${Math.round(seconds)} s, and the node still counts as ready.`,
          evidence: [{ object: refOf(lease, held), path: 'spec.renewTime', value: held.spec?.renewTime ?? '' }],
          remedy: `See whether the machine ${object.name} is up; if several nodes are so, whether the node controller runs.`,
        },
      ];
    });
  },
});
