import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf } from '../../kube/conditions.ts';
import { isFinished } from '../../kube/endpoints.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

interface Told {
  readonly id: string;
  readonly reason: 'Deferred' | 'Infeasible';
  readonly speaks: string;
  readonly silent: string;
  readonly what: string;
  readonly remedy: (node: string) => string;
}

/**
 * A rule about resizes in place that the kubelet has not done. It knows two reasons of PodResizePending.
 * Source: SetPodResizePendingCondition in pkg/kubelet/status/status_manager.go (1.36).
 */
export function resizePendingRule({ id, reason, speaks, silent, what, remedy }: Told) {
  return defineRule({
    id,
    stage: 'node',
    severity: 'warning',
    speaks,
    silent,
    needs: { pods: list(podKind) },
    uses: {},
    judge: ({ pods }) =>
      pods.flatMap((pod): readonly Finding[] => {
        const conditions = pod.status?.conditions ?? [];
        const found = conditionOf(conditions, 'PodResizePending');
        if (found?.status !== 'True' || found.reason !== reason || isFinished(pod)) return [];
        const object = refOf(podKind, pod);
        const at = `status.conditions[${conditions.indexOf(found)}]`;
        const { message = '' } = found;
        const node = pod.spec?.nodeName ?? '';
        return [
          {
            rule: id,
            severity: unlessDeleted(pod, 'warning'),
            object,
            message: `${what} (${reason})${message === '' ? '' : `: ${message.replace(/\.$/, '')}`}.`,
            evidence: [
              { object, path: `${at}.reason`, value: reason },
              ...(message === '' ? [] : [{ object, path: `${at}.message`, value: message }]),
              { object, path: 'spec.nodeName', value: node },
            ],
            remedy: remedy(node),
          },
        ];
      }),
  });
}
