import { antiAffinityConflict } from '../../../../src/rules/scheduling/antiAffinityConflict.ts';
import { podAffinityUnmet } from '../../../../src/rules/scheduling/podAffinityUnmet.ts';
import { portConflict } from '../../../../src/rules/scheduling/portConflict.ts';
import { topologySpreadUnmet } from '../../../../src/rules/scheduling/topologySpreadUnmet.ts';
import { pod } from '../objects.ts';
import { ruleTable } from '../ruleTable.ts';
import { type Fields, counted, waiting, asks, node, running, about, zone, hostTerm } from './placingWorld.ts';

const near = (app: string): Fields => ({
  podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [hostTerm(app)] },
});
const away = (app: string): Fields => ({
  podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [hostTerm(app)] },
});

ruleTable(
  podAffinityUnmet,
  {
    'those that it wants do not run': {
      objects: [
        waiting({ affinity: near('cache') }, counted("1 node(s) didn't match pod affinity rules")),
        node('node-1'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector',
        says: 'holds none of the pods',
      },
    },
  },
  {
    'it is the first of its kind': { objects: [waiting({ affinity: near('web') }), node('node-1')] },
    'they run, of the same name in another namespace not': {
      objects: [waiting({ affinity: near('cache') }), running('cache', 'node-1', {}, { app: 'cache' }), node('node-1')],
    },
  },
);

ruleTable(
  antiAffinityConflict,
  {
    'its own': {
      objects: [
        waiting({ affinity: away('web') }, counted("1 node(s) didn't match pod anti-affinity rules")),
        running('web-0', 'node-1', {}, { app: 'web' }),
        node('node-1'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey',
        says: 'holds pod shop/web-0',
      },
    },
    'that of another pod': {
      objects: [
        waiting({}, counted("1 node(s) didn't satisfy existing pods anti-affinity rules")),
        running('db', 'node-1', { affinity: away('web') }, { app: 'db' }),
        node('node-1'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey',
        says: 'holds pod shop/db, which wants to be away',
      },
    },
  },
  {
    'the other pod has ended': {
      objects: [
        waiting({ affinity: away('web') }),
        pod('web-0', { phase: 'Succeeded', labels: { app: 'web' } }),
        node('node-1'),
      ],
    },
  },
);

const spread = (whenUnsatisfiable: string): Fields => ({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable,
      labelSelector: { matchLabels: { app: 'web' } },
    },
  ],
});
const spreadWorld = (whenUnsatisfiable: string): readonly object[] => [
  waiting(
    { ...spread(whenUnsatisfiable), ...asks({ cpu: '2' }) },
    whenUnsatisfiable === 'DoNotSchedule'
      ? counted("1 node(s) didn't match pod topology spread constraints", '1 Insufficient cpu')
      : '',
  ),
  zone('node-a', 'a'),
  zone('node-b', 'b'),
  running('web-0', 'node-a', {}, { app: 'web' }),
  running('full', 'node-b', asks({ cpu: '4' })),
];

ruleTable(
  topologySpreadUnmet,
  {
    'the emptiest zone is full': {
      objects: spreadWorld('DoNotSchedule'),
      finding: {
        severity: 'critical',
        about,
        path: 'spec.topologySpreadConstraints[0].maxSkew',
        value: 1,
        says: 'more apart than maxSkew 1',
      },
    },
  },
  { 'it is only preferred': { objects: spreadWorld('ScheduleAnyway') } },
);

const hostPort = (port: number, more: Fields = {}): Fields => ({
  containers: [{ name: 'main', ports: [{ containerPort: port, hostPort: port, ...more }] }],
});

ruleTable(
  portConflict,
  {
    'another pod has it': {
      objects: [
        waiting(hostPort(8080), counted("1 node(s) didn't have free ports for the requested pod ports")),
        running('other', 'node-1', hostPort(8080)),
        node('node-1'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.containers[0].ports[0].hostPort',
        value: 8080,
        says: 'taken by shop/other',
      },
    },
  },
  {
    'of another protocol': {
      objects: [waiting(hostPort(53)), running('other', 'node-1', hostPort(53, { protocol: 'UDP' })), node('node-1')],
    },
    'at another address': {
      objects: [
        waiting(hostPort(53, { hostIP: '10.0.0.1' })),
        running('other', 'node-1', hostPort(53, { hostIP: '10.0.0.2' })),
        node('node-1'),
      ],
    },
  },
);
