import type { Finding } from '../../core/finding.ts';
import { objectPath } from '../../core/objectRef.ts';
import { defineRule, list } from '../../core/rule.ts';
import { livePods } from '../../kube/endpoints.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { service, type Service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { workloadOf } from '../../kube/owners.ts';
import { resolvedPort } from '../../kube/ports.ts';
import { selectedPods } from '../../kube/services.ts';

const canaryLabels = ['track', 'version', 'release', 'canary', 'rollouts-pod-template-hash'];

/** Traffic is shared between workloads: meant for a canary or a blue-green release, else a selector that is too wide. */
export const selectsSeveralWorkloads = defineRule({
  id: 'service/selects-several-workloads',
  stage: 'endpoints',
  severity: 'info',
  speaks: 'A Service selects pods of more than one workload; says the labels by which they look like a canary.',
  silent: 'Revisions of one Deployment; pods without an owner.',
  needs: { services: list(service), pods: list(pod) },
  uses: {},
  judge({ services, pods }) {
    return services.flatMap((one): Finding[] => {
      const selected = livePods(selectedPods(one, pods));
      const byOwner = new Map<string, Pod>();
      for (const candidate of selected) {
        const owner = workloadOf(candidate);
        if (owner !== undefined) byOwner.set(objectPath(owner), candidate);
      }
      if (byOwner.size < 2) return [];
      const object = refOf(service, one);
      const owners = [...byOwner.keys()].sort();
      const portless = [...byOwner].filter(([, candidate]) => !hasPort(one, candidate)).map(([owner]) => owner);
      // Where no workload has the port another rule speaks
      const idle = portless.length === byOwner.size ? [] : portless.toSorted();
      const canary = canaryLabels.find(
        (label) => new Set([...byOwner.values()].map(({ metadata }) => metadata?.labels?.[label])).size > 1,
      );
      return [
        {
          rule: 'service/selects-several-workloads',
          severity: 'info',
          object,
          message: `The selector matches pods of ${owners.length} workloads: ${owners.slice(0, 4).join(', ')}${canary === undefined ? '' : `; the label ${canary} tells them apart, as in a canary release`}${idle.length === 0 ? '' : `; no pod of ${idle.join(', ')} has the port that the Service names, so none gets its traffic`}.`,
          evidence: [
            { object, path: 'spec.selector', value: one.spec?.selector ?? {} },
            ...[...byOwner.values()].slice(0, 4).map((candidate) => ({
              object: refOf(pod, candidate),
              path: canary === undefined ? 'metadata.ownerReferences[0].name' : `metadata.labels.${canary}`,
              value:
                canary === undefined
                  ? (candidate.metadata?.ownerReferences?.[0]?.name ?? null)
                  : (candidate.metadata?.labels?.[canary] ?? null),
            })),
          ],
          remedy:
            idle.length === 0
              ? 'If they are not meant to share traffic, add a label to the selector that only the wanted pods carry.'
              : `If ${idle.join(', ')} should get traffic, declare the named port in its containers; else add a label to the selector that only the wanted pods carry.`,
        },
      ];
    });
  },
});

/** A Service without ports (a headless one) gives names alone. */
function hasPort({ spec }: Service, candidate: Pod): boolean {
  const ports = spec?.ports ?? [];
  return ports.length === 0 || ports.some((port) => resolvedPort(candidate, port) !== undefined);
}
