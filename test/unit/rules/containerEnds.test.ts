import assert from 'node:assert/strict';
import { applicationError } from '../../../src/rules/container/applicationError.ts';
import { endsByItself } from '../../../src/rules/container/endsByItself.ts';
import { killedAfterGrace } from '../../../src/rules/container/killedAfterGrace.ts';
import { killedUnexplained } from '../../../src/rules/container/killedUnexplained.ts';
import { livenessKill } from '../../../src/rules/container/livenessKill.ts';
import { nodeOutOfMemory } from '../../../src/rules/container/nodeOutOfMemory.ts';
import { oomKilled } from '../../../src/rules/container/oomKilled.ts';
import { startError } from '../../../src/rules/container/startError.ts';
import { startupKill } from '../../../src/rules/container/startupKill.ts';
import { statusUnknown } from '../../../src/rules/container/statusUnknown.ts';
import { stoppedOnPurpose } from '../../../src/rules/container/stoppedOnPurpose.ts';
import type { AnyRule } from '../../../src/core/rule.ts';
import { pod } from './objects.ts';
import { findingsIn, ruleTable } from './ruleTable.ts';

type Fields = Readonly<Record<string, unknown>>;

const about = 'Pod/shop/web';
const from = '2026-11-25T13:57:20Z';
const until = '2026-11-25T13:57:58Z';
const limited = { resources: { limits: { memory: '128Mi' } } };
const alive = { livenessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 5 } };
const slow = { startupProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 5, failureThreshold: 6 } };

/** Never started again but after an exit code that the rule names. */
const onCode = (operator: string, code: number) => ({
  restartPolicy: 'Never',
  restartPolicyRules: [{ action: 'Restart', exitCodes: { operator, values: [code] } }],
});

interface Ended {
  readonly container?: Fields;
  readonly reason?: string;
  readonly exitCode?: number;
  readonly restarts?: number;
  /** Running again since then, and ready. */
  readonly wellSince?: string;
  /** Not started again. */
  readonly over?: true;
  readonly message?: string;
  readonly spec?: Fields;
  readonly metadata?: Fields;
  readonly status?: Fields;
  readonly owner?: string;
  readonly init?: Fields;
}

/** A pod whose container ended at 13:57:58 after 38 s, and waits in CrashLoopBackOff unless said otherwise. */
function ended(options: Ended = {}): object {
  const { container = {}, reason = 'Error', exitCode = 137, restarts = 4, wellSince, over, message, init } = options;
  const terminated = {
    exitCode,
    reason,
    startedAt: from,
    finishedAt: until,
    ...(message === undefined ? {} : { message }),
  };
  const state =
    over === true
      ? { terminated }
      : wellSince === undefined
        ? { waiting: { reason: 'CrashLoopBackOff' } }
        : { running: { startedAt: wellSince } };
  const status = {
    name: 'main',
    ready: wellSince !== undefined,
    restartCount: restarts,
    state,
    ...(over === true ? {} : { lastState: { terminated } }),
  };
  return pod('web', {
    ready: false,
    ...(options.owner === undefined ? {} : { owner: options.owner }),
    metadata: options.metadata ?? {},
    spec: {
      nodeName: 'node-1',
      containers: [{ name: init === undefined ? 'main' : 'app', image: 'shop/app:1', ...container }],
      ...(init === undefined ? {} : { initContainers: [{ name: 'main', image: 'shop/init:1', ...init }] }),
      ...options.spec,
    },
    status: {
      ...(init === undefined
        ? { containerStatuses: [status] }
        : { initContainerStatuses: [status], containerStatuses: [] }),
      ...options.status,
    },
  });
}

function seen(reason: string, message: string, at = until, fields: Fields = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${reason}.${message.length}`, namespace: 'shop', uid: `${reason}.${message}` },
    involvedObject: {
      kind: 'Pod',
      namespace: 'shop',
      name: 'web',
      uid: 'uid-Pod-web',
      fieldPath: 'spec.containers{main}',
    },
    type: 'Warning',
    reason,
    message,
    firstTimestamp: at,
    lastTimestamp: at,
    ...fields,
  };
}

const nodeShort = (at = until): object => ({
  ...seen('SystemOOM', 'System OOM encountered, victim process: node', at),
  metadata: { name: 'node-1.1', namespace: 'default', uid: 'n1' },
  involvedObject: { kind: 'Node', name: 'node-1', uid: 'node-1' },
});
const killed = (probe: string): object => seen('Killing', `Container main failed ${probe} probe, will be restarted`);
const lastPath = 'status.containerStatuses[0].lastState.terminated';

ruleTable(
  oomKilled,
  {
    'a container over its own limit': {
      objects: [ended({ container: limited, reason: 'OOMKilled' })],
      finding: {
        severity: 'critical',
        about,
        path: `${lastPath}.reason`,
        value: 'OOMKilled',
        says: 'killed after 38s for going over its memory limit of 128Mi (OOMKilled, 4 times, last 2m2s ago)',
      },
    },
    "the pod's limit": {
      objects: [ended({ reason: 'OOMKilled', spec: { resources: { limits: { memory: '1Gi' } } } })],
      finding: { severity: 'critical', about, path: `${lastPath}.reason`, says: 'limit of 1Gi' },
    },
    'well for a day since': {
      objects: [
        pod('web', {
          spec: { nodeName: 'node-1', containers: [{ name: 'main', ...limited }] },
          status: {
            containerStatuses: [
              {
                name: 'main',
                ready: true,
                restartCount: 1,
                state: { running: { startedAt: '2026-11-23T10:00:00Z' } },
                lastState: { terminated: { exitCode: 137, reason: 'OOMKilled', finishedAt: '2026-11-23T09:59:59Z' } },
              },
            ],
          },
        }),
      ],
      finding: { severity: 'warning', about, path: `${lastPath}.reason`, says: 'last 2d4h ago' },
    },
    'an init container, before it starts again': {
      objects: [ended({ init: limited, reason: 'OOMKilled', over: true })],
      finding: {
        severity: 'critical',
        about,
        path: 'status.initContainerStatuses[0].state.terminated.reason',
        says: 'Init container main was killed',
      },
    },
    'a pod that is being deleted': {
      objects: [
        ended({
          container: limited,
          reason: 'OOMKilled',
          metadata: { deletionTimestamp: '2026-11-25T14:00:10Z', deletionGracePeriodSeconds: 30 },
        }),
      ],
      finding: { severity: 'info', about, path: `${lastPath}.reason`, says: '' },
    },
  },
  {
    '137 with another reason': { objects: [ended({ container: limited })] },
    'no limit at all': { objects: [ended({ reason: 'OOMKilled' })] },
    'a node that was short of memory': { objects: [ended({ container: limited, reason: 'OOMKilled' }), nodeShort()] },
  },
);

ruleTable(
  nodeOutOfMemory,
  {
    'OOMKilled without a limit': {
      objects: [ended({ reason: 'OOMKilled' })],
      finding: { severity: 'critical', about, path: `${lastPath}.reason`, says: 'node-1 ran out of memory' },
    },
    '137 in the minute in which its node was short': {
      objects: [ended({ container: limited }), nodeShort('2026-11-25T13:58:20Z')],
      finding: {
        severity: 'critical',
        about,
        path: `${lastPath}.reason`,
        says: 'in the minute in which node-1 ran out of memory',
        confidence: 0.6,
      },
    },
  },
  {
    'a node that was short an hour before': {
      objects: [ended({ container: limited }), nodeShort('2026-11-25T12:57:58Z')],
    },
    'a kill for the limit of a neighbour': {
      objects: [
        ended({}),
        { ...nodeShort(), reason: 'OOMKilling', message: 'Memory cgroup out of memory: Killed process 1 (node)' },
      ],
    },
  },
);

ruleTable(
  livenessKill,
  {
    'the kubelet says so': {
      objects: [ended({ container: alive }), killed('liveness')],
      finding: {
        severity: 'critical',
        about,
        path: `${lastPath}.exitCode`,
        value: 137,
        says: 'is killed after 38s by its liveness probe (GET :8080/healthz every 5 s, 3 failures, 1 s each)',
      },
    },
    'a program that does not end when it is told to, in the time that the probe gives it': {
      objects: [
        ended({ container: { livenessProbe: { ...alive.livenessProbe, terminationGracePeriodSeconds: 5 } } }),
        killed('liveness'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: `${lastPath}.exitCode`,
        says: 'exit code 137, not ended 5 s after TERM',
      },
    },
    'a program that ends well when it is told to': {
      objects: [ended({ container: alive, exitCode: 0, reason: 'Completed' }), killed('liveness')],
      finding: { severity: 'critical', about, path: `${lastPath}.exitCode`, value: 0, says: 'exit code 0' },
    },
    'only the failures before it are told': {
      objects: [
        ended({ container: alive }),
        seen('Unhealthy', 'Liveness probe failed: timeout', '2026-11-25T13:57:40Z', { count: 3 }),
      ],
      finding: { severity: 'critical', about, path: `${lastPath}.exitCode`, says: 'timeout', confidence: 0.7 },
    },
  },
  {
    'failures of the readiness probe': {
      objects: [
        ended({ container: alive }),
        seen('Unhealthy', 'Readiness probe failed: timeout', until, { count: 30 }),
      ],
    },
    'a kill of an earlier run': {
      objects: [
        ended({ container: alive }),
        seen('Killing', 'Container main failed liveness probe, will be restarted', '2026-11-25T13:40:00Z'),
      ],
    },
    'a kill of another container': {
      objects: [
        ended({ container: alive }),
        seen('Killing', 'Container proxy failed liveness probe, will be restarted'),
      ],
    },
    'fewer failures than it takes': {
      objects: [ended({ container: alive }), seen('Unhealthy', 'Liveness probe failed: timeout', until, { count: 2 })],
    },
  },
);

ruleTable(
  startupKill,
  {
    'not started within its budget': {
      objects: [ended({ container: slow, exitCode: 143 }), killed('startup')],
      finding: {
        severity: 'critical',
        about,
        path: `${lastPath}.exitCode`,
        value: 143,
        says: 'has not started within the 30 s that its startup probe allows',
      },
    },
  },
  { 'a liveness kill': { objects: [ended({ container: alive }), killed('liveness')] } },
);

const deleted = (deletionTimestamp: string): Fields => ({ deletionTimestamp, deletionGracePeriodSeconds: 30 });

ruleTable(
  killedAfterGrace,
  {
    'a program that does not hear TERM': {
      objects: [ended({ over: true, metadata: deleted(until) })],
      finding: {
        severity: 'warning',
        about,
        path: 'status.containerStatuses[0].state.terminated.exitCode',
        value: 137,
        says: 'did not stop within its grace period of 30 s when the pod was deleted',
      },
    },
  },
  {
    'a program that ends in time': {
      objects: [ended({ over: true, exitCode: 143, metadata: deleted('2026-11-25T13:58:20Z') })],
    },
    'a kill long before the deletion': { objects: [ended({ metadata: deleted('2026-11-25T14:10:00Z') })] },
  },
);

ruleTable(
  stoppedOnPurpose,
  {
    'a drain': {
      objects: [
        ended({
          over: true,
          exitCode: 143,
          metadata: deleted('2026-11-25T13:58:20Z'),
          status: {
            conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI' }],
          },
        }),
      ],
      finding: {
        severity: 'info',
        about,
        path: 'status.containerStatuses[0].state.terminated.exitCode',
        says: 'evicted by request, as a drain does',
      },
    },
    'a change in place': {
      objects: [ended({ exitCode: 143 }), seen('Killing', 'Container main definition changed, will be restarted')],
      finding: { severity: 'info', about, path: `${lastPath}.exitCode`, says: 'its node stopped the container' },
    },
  },
  { 'nobody is known to have stopped it': { objects: [ended({ exitCode: 143 })] } },
);

ruleTable(
  killedUnexplained,
  {
    'no limit, no probe, no event': {
      objects: [ended()],
      finding: { severity: 'warning', about, path: `${lastPath}.exitCode`, value: 137, says: 'SIGKILL (137), 4 times' },
    },
  },
  {
    'a liveness kill': { objects: [ended({ container: alive }), killed('liveness')] },
    'an error of its own': { objects: [ended({ exitCode: 1 })] },
    'one that it has run well since': { objects: [ended({ restarts: 1, wellSince: '2026-11-25T13:58:10Z' })] },
    'a status that was lost': { objects: [ended({ reason: 'ContainerStatusUnknown' })] },
  },
);

ruleTable(
  applicationError,
  {
    'again and again, with its last words': {
      objects: [ended({ exitCode: 1, message: 'starting\nFATAL no database\n' })],
      finding: {
        severity: 'critical',
        about,
        path: `${lastPath}.exitCode`,
        value: 1,
        says: 'exit code 1 (4 times, last 2m2s ago); its last words: FATAL no database.',
      },
    },
    'once, in a pod that does not start it again': {
      objects: [
        ended({ exitCode: 3, over: true, restarts: 0, spec: { restartPolicy: 'Never' }, status: { phase: 'Failed' } }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.containerStatuses[0].state.terminated.exitCode',
        says: 'exit code 3 (last 2m2s ago)',
      },
    },
    'a Job, which counts itself': {
      objects: [ended({ exitCode: 1, owner: 'Job/once' })],
      finding: { severity: 'warning', about, path: `${lastPath}.exitCode`, says: 'exit code 1' },
    },
    'a code that its restart rules go on from': {
      objects: [ended({ exitCode: 42, container: onCode('In', 42), spec: { restartPolicy: 'Never' } })],
      finding: { severity: 'warning', about, path: `${lastPath}.exitCode`, says: 'exit code 42' },
    },
    'a code that its restart rules do not speak of': {
      objects: [ended({ exitCode: 1, container: onCode('NotIn', 1) })],
      finding: { severity: 'critical', about, path: `${lastPath}.exitCode`, says: 'exit code 1' },
    },
    'a command of its script that is not there': {
      objects: [ended({ exitCode: 127 })],
      finding: {
        severity: 'critical',
        about,
        path: `${lastPath}.exitCode`,
        says: 'a command of its script was not found',
      },
    },
  },
  {
    'once with a code that its restart rules go on from, before it is started again': {
      objects: [ended({ exitCode: 42, over: true, restarts: 0, container: onCode('NotIn', 1) })],
    },
    'once, and it runs again': { objects: [ended({ exitCode: 1, restarts: 1, wellSince: '2026-11-25T13:58:10Z' })] },
    'a probe that killed it': { objects: [ended({ exitCode: 1, container: alive }), killed('liveness')] },
    'a command that did not start': { objects: [ended({ exitCode: 128, reason: 'StartError' })] },
  },
);

ruleTable(
  endsByItself,
  {
    'a daemon that forks': {
      objects: [ended({ exitCode: 0, reason: 'Completed' })],
      finding: {
        severity: 'critical',
        about,
        path: `${lastPath}.exitCode`,
        value: 0,
        says: 'ends by itself after 38s',
      },
    },
    'a sidecar': {
      objects: [ended({ init: { restartPolicy: 'Always' }, exitCode: 0, reason: 'Completed' })],
      finding: {
        severity: 'critical',
        about,
        path: 'status.initContainerStatuses[0].lastState.terminated.exitCode',
        says: 'Sidecar main ends by itself',
      },
    },
  },
  {
    'a Job': { objects: [ended({ exitCode: 0, reason: 'Completed', spec: { restartPolicy: 'OnFailure' } })] },
    'a container with a policy of its own': {
      objects: [ended({ exitCode: 0, reason: 'Completed', container: { restartPolicy: 'Never' } })],
    },
    'one that is to start again on exit code 0': {
      objects: [
        ended({ exitCode: 0, reason: 'Completed', container: { ...onCode('In', 0), restartPolicy: 'Always' } }),
      ],
    },
    'an init container': { objects: [ended({ init: {}, exitCode: 0, reason: 'Completed' })] },
    'a liveness kill': {
      objects: [ended({ exitCode: 0, reason: 'Completed', container: alive }), killed('liveness')],
    },
  },
);

ruleTable(
  startError,
  {
    'a command that is not in the image': {
      objects: [
        ended({
          exitCode: 128,
          reason: 'StartError',
          message: 'exec: "cartd": executable file not found in $PATH',
          container: { command: ['cartd'] },
        }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: `${lastPath}.reason`,
        says: 'cannot be started (StartError): exec: "cartd"',
        remedy: 'Correct the command cartd of main',
      },
    },
    'while it waits': {
      objects: [
        pod('web', {
          ready: false,
          status: {
            containerStatuses: [
              { name: 'main', state: { waiting: { reason: 'RunContainerError', message: 'permission denied' } } },
            ],
          },
        }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.containerStatuses[0].state.waiting.reason',
        says: 'permission denied',
        remedy: 'executable',
      },
    },
  },
  { 'an exit code of a shell': { objects: [ended({ exitCode: 127 })] } },
);

ruleTable(
  statusUnknown,
  {
    'a node that came back': {
      objects: [ended({ reason: 'ContainerStatusUnknown' })],
      finding: { severity: 'info', about, path: `${lastPath}.reason`, says: 'stands for that, and for no kill' },
    },
  },
  { 'a kill': { objects: [ended()] } },
);

describe('an end of a container', () => {
  const rules: readonly AnyRule[] = [
    oomKilled,
    nodeOutOfMemory,
    livenessKill,
    startupKill,
    killedAfterGrace,
    stoppedOnPurpose,
    killedUnexplained,
    applicationError,
    endsByItself,
    startError,
    statusUnknown,
  ];

  it('has one cause and no more, whatever its reason, code, limit, probe and events', async () => {
    for (const reason of ['Error', 'OOMKilled', 'Completed', 'StartError', 'ContainerStatusUnknown', ''])
      for (const exitCode of [0, 1, 126, 127, 128, 134, 137, 139, 143])
        for (const container of [{}, limited, alive, slow])
          for (const around of [[], [nodeShort()], [killed('liveness')], [killed('startup')]]) {
            const objects = [ended({ reason, exitCode, container }), ...around];
            const found = (await Promise.all(rules.map((rule) => findingsIn(rule, { objects })))).flat();
            assert.equal(found.length, 1, `${reason} ${exitCode}: ${found.map(({ rule }) => rule).join(', ')}`);
          }
  });

  it('is sure without events where the runtime says why, and less sure where it does not', async () => {
    const confidenceOf = async (rule: AnyRule, object: object, forbidden: readonly string[]) =>
      (await findingsIn(rule, { objects: [object], forbidden }))[0]?.confidence;
    const oom = ended({ container: limited, reason: 'OOMKilled' });
    assert.equal(await confidenceOf(oomKilled, oom, []), undefined);
    assert.equal(await confidenceOf(oomKilled, oom, ['events']), 0.49);
    assert.equal(await confidenceOf(statusUnknown, ended({ reason: 'ContainerStatusUnknown' }), ['events']), undefined);
  });
});
