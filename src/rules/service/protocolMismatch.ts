import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { livePods } from '../../kube/endpoints.ts';
import { pod } from '../../kube/kinds/pod.ts';
import { service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { declaredPorts, targetOf } from '../../kube/ports.ts';
import { selectedPods } from '../../kube/services.ts';

/** Same number, other protocol. A name with another protocol is not resolved at all: service/target-port-unmatched. */
export const protocolMismatch = defineRule({
  id: 'service/protocol-mismatch',
  stage: 'endpoints',
  severity: 'warning',
  speaks: 'A Service port of one protocol points to a number that the containers declare for another protocol only.',
  silent: 'The port is declared for both, or not declared at all.',
  needs: { services: list(service), pods: list(pod) },
  uses: {},
  judge({ services, pods }) {
    return services.flatMap((one) => {
      const live = livePods(selectedPods(one, pods));
      return (one.spec?.ports ?? []).flatMap((port, index): Finding[] => {
        const wanted = port.protocol ?? 'TCP';
        const declared = live.flatMap((candidate) =>
          declaredPorts(candidate)
            .filter((each) => each.port === targetOf(port))
            .map((each) => ({ ...each, candidate })),
        );
        const other = declared[0];
        if (other === undefined || declared.some(({ protocol }) => protocol === wanted)) return [];
        const object = refOf(service, one);
        const containerIndex = other.candidate.spec?.containers?.indexOf(other.container) ?? 0;
        const portIndex = other.container.ports?.findIndex(({ containerPort }) => containerPort === other.port) ?? 0;
        return [
          {
            rule: 'service/protocol-mismatch',
            severity: one.metadata?.deletionTimestamp === undefined ? 'warning' : 'info',
            object,
            message: `Port ${port.port ?? '?'} is ${wanted}, but the container declares ${other.port} for ${other.protocol} only.`,
            evidence: [
              { object, path: `spec.ports[${index}].protocol`, value: wanted },
              {
                object: refOf(pod, other.candidate),
                path:
                  containerIndex < 0
                    ? 'spec.initContainers'
                    : `spec.containers[${containerIndex}].ports[${portIndex}].protocol`,
                value: other.protocol,
              },
            ],
            remedy: `Set spec.ports[${index}].protocol of Service ${object.name} to ${other.protocol}, or declare the container's port for ${wanted}.`,
          },
        ];
      });
    });
  },
});
