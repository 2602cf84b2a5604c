import type { Evidence, Finding } from '../../core/finding.ts';
import { editDistance } from '../../core/nearest.ts';
import { defineRule, list } from '../../core/rule.ts';
import { isReadyPod, livePods } from '../../kube/endpoints.ts';
import type { Container } from '../../kube/kinds/container.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { service, type Service } from '../../kube/kinds/service.ts';
import { refOf } from '../../kube/metadata.ts';
import { declaredPorts, resolvedPort, servingContainers, targetOf, type DeclaredPort } from '../../kube/ports.ts';
import { selectedPods, type ServicePort } from '../../kube/services.ts';

/** The Service sends its traffic to a port that its pods do not have. */
export const targetPortUnmatched = defineRule({
  id: 'service/target-port-unmatched',
  stage: 'endpoints',
  severity: 'critical',
  speaks:
    'A named targetPort that no matching pod declares (critical); a number that no ready pod declares (information, since undeclared ports may listen; a warning where a declared or probed port differs by one edit).',
  silent: 'ExternalName and selectorless Services; no pods; a name that some of the pods declare.',
  needs: { services: list(service), pods: list(pod) },
  uses: {},
  judge({ services, pods }) {
    return services.flatMap((one): Finding[] => {
      const live = livePods(selectedPods(one, pods));
      const severityCap = one.metadata?.deletionTimestamp === undefined ? undefined : 'info';
      return (one.spec?.ports ?? []).flatMap((port, index) => {
        const finding =
          typeof targetOf(port) === 'string' ? named(one, port, index, live) : numbered(one, port, index, live);
        return finding === undefined ? [] : [{ ...finding, severity: severityCap ?? finding.severity }];
      });
    });
  },
});

function named(of: Service, port: ServicePort, index: number, live: readonly Pod[]): Finding | undefined {
  if (live.length === 0 || live.some((candidate) => resolvedPort(candidate, port) !== undefined)) return undefined;
  const target = String(targetOf(port));
  const first = live[0];
  const declared = first === undefined ? [] : declaredPorts(first);
  const otherProtocol = declared.find(({ name }) => name === target)?.protocol;
  const object = refOf(service, of);
  const because =
    otherProtocol === undefined
      ? `no matching pod declares a port of that name (declared: ${declaredText(declared)})`
      : `the pods declare it for ${otherProtocol} and the Service port is ${port.protocol ?? 'TCP'}`;
  return {
    rule: 'service/target-port-unmatched',
    severity: 'critical',
    object,
    message: `Port ${port.port ?? '?'} points to the port named ${target}, but ${because}: it has no endpoints.`,
    evidence: [
      { object, path: `spec.ports[${index}].targetPort`, value: target },
      ...(first === undefined ? [] : [portsEvidence(first)]),
    ],
    remedy:
      otherProtocol === undefined
        ? `Set spec.ports[${index}].targetPort of Service ${object.name} to a declared port, or name the container's port ${target}.`
        : `Give spec.ports[${index}] of Service ${object.name} the protocol ${otherProtocol}, or declare the port for ${port.protocol ?? 'TCP'}.`,
  };
}

function numbered(of: Service, port: ServicePort, index: number, live: readonly Pod[]): Finding | undefined {
  const target = targetOf(port);
  const ready = live.filter(isReadyPod);
  const first = ready[0];
  if (typeof target !== 'number' || first === undefined) return undefined;
  if (ready.some((candidate) => declaredPorts(candidate).some((declared) => declared.port === target)))
    return undefined;
  const near = servingContainers(first)
    .flatMap(portsOf)
    .find((candidate) => editDistance(String(candidate), String(target)) === 1);
  const object = refOf(service, of);
  const evidence: Evidence[] = [
    { object, path: `spec.ports[${index}].targetPort`, value: target },
    portsEvidence(first),
  ];
  const finding = { rule: 'service/target-port-unmatched', object, evidence } as const;
  if (near === undefined)
    return {
      ...finding,
      severity: 'info',
      message: `Port ${port.port ?? '?'} points to ${target}, which no ready pod declares (declared: ${declaredText(declaredPorts(first))}); an undeclared port may listen all the same.`,
      remedy: `Check that the container listens on ${target}, and declare the port.`,
    };
  return {
    ...finding,
    severity: 'warning',
    message: `Port ${port.port ?? '?'} points to ${target}, which no ready pod declares; the container's own port is ${near}.`,
    remedy: `Set spec.ports[${index}].targetPort of Service ${object.name} to ${near}, if ${target} is a slip.`,
    confidence: 0.7,
  };
}

/** Declared ports and the ones that its probes ask. */
function portsOf({ ports, readinessProbe, livenessProbe, startupProbe }: Container): readonly number[] {
  const probed = [readinessProbe, livenessProbe, startupProbe].flatMap((probe) => [
    probe?.httpGet?.port,
    probe?.tcpSocket?.port,
    probe?.grpc?.port,
  ]);
  return [...(ports ?? []).map(({ containerPort }) => containerPort), ...probed].filter(
    (port): port is number => typeof port === 'number',
  );
}

function portsEvidence(of: Pod): Evidence {
  const withPorts = of.spec?.containers?.findIndex(({ ports }) => (ports ?? []).length > 0) ?? -1;
  const index = Math.max(0, withPorts);
  return {
    object: refOf(pod, of),
    path: `spec.containers[${index}].ports`,
    value: of.spec?.containers?.[index]?.ports ?? [],
  };
}

function declaredText(ports: readonly DeclaredPort[]): string {
  if (ports.length === 0) return 'none';
  return ports.map(({ name, port }) => (name === undefined ? String(port) : `${name}=${port}`)).join(', ');
}
