import type { Container } from './kinds/container.ts';
import type { Pod } from './kinds/pod.ts';
import type { ServicePort } from './services.ts';

export interface DeclaredPort {
  readonly container: Container;
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
}

/** App containers, and sidecars (init containers that keep running): the ones whose ports the endpoint controller looks at. */
export function servingContainers({ spec }: Pod): readonly Container[] {
  return [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ];
}

export function declaredPorts(pod: Pod): readonly DeclaredPort[] {
  return servingContainers(pod).flatMap((container) =>
    (container.ports ?? []).flatMap(({ name, containerPort, protocol = 'TCP' }) =>
      containerPort === undefined
        ? []
        : [{ container, port: containerPort, protocol, ...(name === undefined ? {} : { name }) }],
    ),
  );
}

/** What a Service port points to: `targetPort`, which the server sets to `port` where it is left out. */
export function targetOf({ targetPort, port }: ServicePort): number | string | undefined {
  return targetPort ?? port;
}

/**
 * The port of a pod behind a Service port; undefined where a named one is not declared. A number needs no declaration.
 * A declared port counts only with the same name and protocol. Source: FindPort in k8s.io/endpointslice.
 */
export function resolvedPort(pod: Pod, port: ServicePort): number | undefined {
  const target = targetOf(port);
  if (typeof target !== 'string') return target;
  const protocol = port.protocol ?? 'TCP';
  return declaredPorts(pod).find((declared) => declared.name === target && declared.protocol === protocol)?.port;
}
