import type { Pod } from '../kinds/pod.ts';
import type { PlacedNode } from './placedNode.ts';
import type { Filter } from './refusal.ts';

interface HostPort {
  readonly address: string;
  readonly protocol: string;
  readonly port: number;
}

/** No address is every address. */
const everywhere = '0.0.0.0';

export const nodePorts: Filter = (pod) => {
  const wanted = hostPorts(pod);
  return (node) => {
    const taken = wanted.length === 0 ? [] : takenPorts(node, wanted);
    if (taken.length === 0) return [];
    return [
      {
        filter: 'NodePorts',
        counted: "node(s) didn't have free ports for the requested pod ports",
        because: `has no free ${taken.map(({ port, protocol, by }) => `host port ${port}/${protocol} (taken by ${podName(by)})`).join(' and ')}`,
        ...(taken[0] === undefined ? {} : { by: taken[0].by }),
      },
    ];
  };
};

/** Of containers and sidecars; other init containers have ended before. Source: GetHostPorts in pkg/scheduler/util. */
function hostPorts({ spec }: Pod): readonly HostPort[] {
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...(spec?.containers ?? []), ...sidecars].flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort = 0, hostIP = '', protocol = 'TCP' }) =>
      hostPort <= 0 ? [] : [{ port: hostPort, protocol, address: hostIP === '' ? everywhere : hostIP }],
    ),
  );
}

function takenPorts({ pods }: PlacedNode, wanted: readonly HostPort[]): readonly (HostPort & { by: Pod })[] {
  const held = pods.flatMap((pod) => hostPorts(pod).map((port) => ({ ...port, by: pod })));
  return wanted.flatMap((want) => {
    const holder = held.find(
      ({ port, protocol, address }) =>
        port === want.port &&
        protocol === want.protocol &&
        (want.address === everywhere || address === everywhere || address === want.address),
    );
    return holder === undefined ? [] : [{ ...want, by: holder.by }];
  });
}

function podName({ metadata }: Pod): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
}
