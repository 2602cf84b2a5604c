import { misscheduled } from '../../../src/rules/daemonset/misscheduled.ts';
import { unavailable } from '../../../src/rules/daemonset/unavailable.ts';
import { node, pod, workload } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

type Fields = Readonly<Record<string, unknown>>;

const agent = (status: Fields): object => ({ ...workload('DaemonSet', 'agent', 0), status });
const sick = pod('agent-x', { owner: 'DaemonSet/agent', waiting: 'CrashLoopBackOff', ready: false });
const about = 'DaemonSet/shop/agent';
const short = { desiredNumberScheduled: 3, currentNumberScheduled: 3, numberAvailable: 2 };

ruleTable(
  unavailable,
  {
    'a pod of it crashes': {
      objects: [agent(short), sick, node('node-1')],
      finding: {
        severity: 'critical',
        about,
        path: 'status.numberAvailable',
        value: 2,
        says: '2 of 3 pods are available; not ready: 1 CrashLoopBackOff.',
        remedy: 'agent-x on node node-1',
      },
    },
  },
  {
    'all are available': { objects: [agent({ ...short, numberAvailable: 3 }), node('node-1')] },
    'its node is not ready': { objects: [agent(short), sick, node('node-1', 'False')] },
    'the pod is on its way': {
      objects: [
        agent(short),
        node('node-1'),
        pod('agent-x', {
          owner: 'DaemonSet/agent',
          ready: false,
          phase: 'Pending',
          waiting: 'ContainerCreating',
          metadata: { creationTimestamp: '2026-11-25T13:59:50Z' },
        }),
      ],
    },
    'no node wants it': { objects: [agent({ desiredNumberScheduled: 0 })] },
  },
);

ruleTable(
  misscheduled,
  {
    'a node was tainted later': {
      objects: [agent({ numberMisscheduled: 1 })],
      finding: {
        severity: 'warning',
        about,
        path: 'status.numberMisscheduled',
        value: 1,
        says: '1 pod runs on a node',
      },
    },
  },
  { 'none is': { objects: [agent({ numberMisscheduled: 0 })] } },
);
