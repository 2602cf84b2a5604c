import { age } from '../../kube/age.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { podStatus } from '../../kube/podStatus.ts';
import { listAt, textAt, type KubeObject } from '../kubeObject.ts';
import { ageColumn, column, nameColumn, none, wide, type Column } from './column.ts';

const read = (object: KubeObject) => podStatus(podKind.project(object));

export const podColumns: readonly Column[] = [
  nameColumn,
  column('Ready', (pod) => `${read(pod).ready}/${read(pod).containers}`),
  column('Status', (pod) => read(pod).status),
  column('Restarts', (pod, now) => {
    const { restarts, lastRestartAt } = read(pod);
    return lastRestartAt === undefined ? String(restarts) : `${restarts} (${age(now - lastRestartAt)} ago)`;
  }),
  ageColumn,
  wide('IP', (pod) => textAt(pod, 'status.podIP') ?? none),
  wide('Node', (pod) => textAt(pod, 'spec.nodeName') ?? none),
  wide('Nominated Node', (pod) => textAt(pod, 'status.nominatedNodeName') ?? none),
  wide('Readiness Gates', (pod) => {
    const gates = listAt(pod, 'spec.readinessGates').map((gate) => textAt(gate, 'conditionType'));
    if (gates.length === 0) return none;
    const isMet = (gate: string | undefined): boolean =>
      listAt(pod, 'status.conditions').some(
        (condition) => textAt(condition, 'type') === gate && textAt(condition, 'status') === 'True',
      );
    return `${gates.filter(isMet).length}/${gates.length}`;
  }),
];
