import type { Evidence } from '../../core/finding.ts';
import type { Pod } from '../../kube/kinds/pod.ts';
import { podContainers } from '../../kube/podContainers.ts';
import { placementRule } from './placementRule.ts';
import { podField } from './fields.ts';

export const portConflict = placementRule({
  id: 'scheduling/port-conflict',
  what: 'A host port that the pod wants is taken on every node that could take it',
  speaks: 'A pod waits for a node, and a hostPort of it is taken where the least would have to change.',
  silent: 'The same port at another address or of another protocol; container ports, which are nobody else’s.',
  evidence: ({ pod, decided: { refusals } }) => {
    const other = refusals.find(({ by }) => by !== undefined)?.by;
    const wanted = hostPorts(pod);
    const held = other === undefined ? [] : hostPorts(other);
    const shared = wanted.filter(({ value }) => held.some((one) => one.value === value));
    return [
      ...(shared.length === 0 ? wanted : shared).slice(0, 2),
      ...held.filter(({ value }) => wanted.some((one) => one.value === value)).slice(0, 1),
    ];
  },
  remedy: () =>
    'Publish it by a Service and not by a host port, use another port, or run at most one such pod a node (a DaemonSet).',
});

function hostPorts(pod: Pod): readonly Evidence[] {
  return podContainers(pod).flatMap(({ spec, specPath }) =>
    (spec.ports ?? []).flatMap(({ hostPort = 0 }, index) =>
      hostPort > 0 ? [podField(pod, `${specPath}.ports[${index}].hostPort`, hostPort)] : [],
    ),
  );
}
