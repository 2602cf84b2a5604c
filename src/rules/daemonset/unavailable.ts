import { counted } from '../../core/counted.ts';
import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { isTrue } from '../../kube/conditions.ts';
import { sickPods } from '../../kube/deploymentPods.ts';
import { daemonSet } from '../../kube/kinds/daemonSet.ts';
import { node } from '../../kube/kinds/node.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { podsOfWorkload } from '../../kube/podsOfWorkload.ts';
import { unreadyReasons } from '../../kube/unready.ts';
import { unreadyEvidence } from '../../kube/unreadyEvidence.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

/** Each node that it is wanted on misses what it does there: logs, the network, storage. */
export const unavailable = defineRule({
  id: 'daemonset/unavailable',
  stage: 'readiness',
  severity: 'critical',
  symptom: true,
  speaks: 'A DaemonSet has fewer available pods than nodes that want one, and pods of it on ready nodes fail.',
  silent:
    'Pods on nodes that are not ready, which is the finding of the node; pods within their start budget; pods that are not made (rollout/create-refused); no node wants it.',
  needs: { daemonSets: list(daemonSet), pods: list(pod) },
  uses: { nodes: list(node, 'cluster') },
  judge({ daemonSets, pods, nodes, now }) {
    const down = new Set(
      (nodes ?? []).filter(({ status }) => !isTrue(status?.conditions, 'Ready')).map(({ metadata }) => metadata?.name),
    );
    return daemonSets.flatMap((one): Finding[] => {
      const { desiredNumberScheduled: desired = 0, numberAvailable: available = 0 } = one.status ?? {};
      if (available >= desired) return [];
      const object = refOf(daemonSet, one);
      const sick = sickPods(podsOfWorkload(object, pods), now).filter(({ spec }) => !down.has(spec?.nodeName));
      const [worst] = sick;
      if (worst === undefined) return [];
      return [
        {
          rule: 'daemonset/unavailable',
          severity: unlessDeleted(one, 'critical'),
          object,
          message: `${available} of ${counted(desired, 'pod')} ${available === 1 || desired === 1 ? 'is' : 'are'} available; not ready: ${unreadyReasons(sick)}.`,
          evidence: [
            { object, path: 'status.numberAvailable', value: one.status?.numberAvailable ?? null },
            { object, path: 'status.desiredNumberScheduled', value: desired },
            ...sick.slice(0, 2).map(unreadyEvidence),
          ],
          remedy: `See why its pods are not ready, first of all ${worst.metadata?.name ?? ''} on node ${worst.spec?.nodeName ?? ''}.`,
        },
      ];
    });
  },
});
