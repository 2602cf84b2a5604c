import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { isFinished } from '../../kube/endpoints.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { controllerOf } from '../../kube/owners.ts';

export const unmanaged = defineRule({
  id: 'pod/unmanaged',
  stage: 'readiness',
  severity: 'info',
  speaks: 'A pod has no controller: once it is gone, with its node or by an eviction, nobody makes another.',
  silent: 'Static pods, which their node makes again; pods that are done or being deleted; pods of any controller.',
  needs: { pods: list(podKind) },
  uses: {},
  judge: ({ pods }) =>
    pods.flatMap((pod): readonly Finding[] => {
      if (controllerOf(pod) !== undefined || isStatic(pod)) return [];
      if (isFinished(pod) || pod.metadata?.deletionTimestamp !== undefined) return [];
      const object = refOf(podKind, pod);
      return [
        {
          rule: 'pod/unmanaged',
          severity: 'info',
          object,
          message: 'The pod has no controller: once it is gone, nobody makes another.',
          evidence: [{ object, path: 'metadata.ownerReferences', value: pod.metadata?.ownerReferences ?? null }],
          remedy: `Where ${object.name} is meant to last, let a Deployment, StatefulSet or Job make it.`,
        },
      ];
    }),
});

/** Source: pkg/kubelet/types/pod_update.go: what the kubelet notes of pods that it did not get from the server. */
function isStatic({ metadata }: Pod): boolean {
  const { annotations = {} } = metadata ?? {};
  const source = annotations['kubernetes.io/config.source'];
  return annotations['kubernetes.io/config.mirror'] !== undefined || (source !== undefined && source !== 'api');
}
