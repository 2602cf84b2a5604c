import { configurationError } from '../../../src/rules/container/configurationError.ts';
import { crashLoop } from '../../../src/rules/container/crashLoop.ts';
import { createError } from '../../../src/rules/container/createError.ts';
import { hookFailed } from '../../../src/rules/container/hookFailed.ts';
import { initBlocked } from '../../../src/rules/container/initBlocked.ts';
import { notReady } from '../../../src/rules/container/notReady.ts';
import { restartsGrowing } from '../../../src/rules/container/restartsGrowing.ts';
import { pod } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

type Fields = Readonly<Record<string, unknown>>;

const about = 'Pod/shop/web';
const first = 'status.containerStatuses[0]';

/** One container that waits so. */
const waits = (reason: string, message?: string, fields: Fields = {}): object =>
  pod('web', {
    ready: false,
    status: {
      containerStatuses: [
        {
          name: 'main',
          ready: false,
          state: { waiting: { reason, ...(message === undefined ? {} : { message }) } },
          ...fields,
        },
      ],
    },
  });

const runs = (startedAt: string, fields: Fields = {}, container: Fields = {}, metadata: Fields = {}): object =>
  pod('web', {
    ready: false,
    metadata,
    spec: { nodeName: 'node-1', containers: [{ name: 'main', ...container }] },
    status: {
      containerStatuses: [
        { name: 'main', ready: false, restartCount: 0, state: { running: { startedAt } }, ...fields },
      ],
    },
  });

const seen = (reason: string, message: string, fields: Fields = {}): object => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `web.${reason}`, namespace: 'shop', uid: reason },
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
  firstTimestamp: '2026-11-25T13:50:00Z',
  lastTimestamp: '2026-11-25T13:59:00Z',
  ...fields,
});

ruleTable(
  crashLoop,
  {
    'it is started again more and more slowly': {
      objects: [
        waits('CrashLoopBackOff', 'back-off', {
          restartCount: 7,
          lastState: { terminated: { exitCode: 1, reason: 'Error' } },
        }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: `${first}.state.waiting.reason`,
        value: 'CrashLoopBackOff',
        says: 'CrashLoopBackOff, 7 restarts); it last ended with exit code 1 (Error)',
      },
    },
  },
  { 'restarted and running': { objects: [runs('2026-11-25T13:00:00Z', { restartCount: 40 })] } },
);

ruleTable(
  createError,
  {
    'an image without a command': {
      objects: [waits('CreateContainerError', 'no command specified')],
      finding: {
        severity: 'critical',
        about,
        path: `${first}.state.waiting.reason`,
        says: 'no command specified',
        remedy: 'a command',
      },
    },
    'a name that the runtime holds': {
      objects: [waits('CreateContainerError', 'the container name "web" is already in use by 1f')],
      finding: {
        severity: 'critical',
        about,
        path: `${first}.state.waiting.reason`,
        says: 'in use',
        remedy: 'delete the pod',
      },
    },
  },
  { 'a reference that is missing': { objects: [waits('CreateContainerConfigError', 'configmap "a" not found')] } },
);

ruleTable(
  configurationError,
  {
    'a ConfigMap': {
      objects: [waits('CreateContainerConfigError', 'configmap "settings" not found')],
      finding: {
        severity: 'critical',
        about,
        path: `${first}.state.waiting.reason`,
        says: 'configmap "settings" not found',
        remedy: 'Create the ConfigMap settings',
      },
    },
    'a key of a Secret': {
      objects: [waits('CreateContainerConfigError', "couldn't find key password in Secret shop/db")],
      finding: {
        severity: 'critical',
        about,
        path: `${first}.state.waiting.reason`,
        says: '',
        remedy: 'key password to Secret shop/db',
      },
    },
    'an image that is root': {
      objects: [waits('CreateContainerConfigError', 'container has runAsNonRoot and image will run as root')],
      finding: { severity: 'critical', about, path: `${first}.state.waiting.reason`, says: '', remedy: 'runAsUser' },
    },
  },
  { 'a container that is being created': { objects: [waits('ContainerCreating')] } },
);

ruleTable(
  hookFailed,
  {
    'a postStart hook, by its event': {
      objects: [waits('CrashLoopBackOff'), seen('FailedPostStartHook', 'PostStartHook failed')],
      finding: {
        severity: 'critical',
        about,
        path: 'message',
        value: 'PostStartHook failed',
        says: 'The postStart hook of container main failed',
      },
    },
    'a postStart hook, when its event is gone': {
      objects: [waits('PostStartHookError', 'exited with 1')],
      finding: { severity: 'critical', about, path: `${first}.state.waiting.reason`, says: 'exited with 1' },
    },
    'a preStop hook': {
      objects: [runs('2026-11-25T13:00:00Z'), seen('FailedPreStopHook', 'PreStopHook failed')],
      finding: { severity: 'warning', about, path: 'message', says: 'preStop' },
    },
  },
  {
    'a hook that has worked since': {
      objects: [runs('2026-11-25T13:59:30Z', { ready: true }), seen('FailedPostStartHook', 'failed')],
    },
  },
);

const later = { name: 'main', ready: false, state: { waiting: { reason: 'PodInitializing' } } };
const initial = (state: Fields, fields: Fields = {}, init: Fields = {}): object =>
  pod('web', {
    phase: 'Pending',
    ready: false,
    spec: { nodeName: 'node-1', containers: [{ name: 'main' }], initContainers: [{ name: 'migrate', ...init }] },
    status: {
      containerStatuses: [later],
      initContainerStatuses: [{ name: 'migrate', restartCount: 0, state, ...fields }],
    },
  });

ruleTable(
  initBlocked,
  {
    'an init container that fails': {
      objects: [initial({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 4 })],
      finding: {
        severity: 'critical',
        about,
        path: 'status.initContainerStatuses[0].state',
        says: 'main waits for init container migrate, which does not get done (waiting: CrashLoopBackOff)',
      },
    },
    'a sidecar that does not start': {
      objects: [initial({ waiting: { reason: 'ErrImagePull' } }, { started: false }, { restartPolicy: 'Always' })],
      finding: { severity: 'critical', about, path: 'status.initContainerStatuses[0].state', says: 'sidecar migrate' },
    },
  },
  {
    'an init container at work': { objects: [initial({ running: { startedAt: '2026-11-25T13:00:00Z' } })] },
    'a sidecar that has started': {
      objects: [
        initial({ running: { startedAt: '2026-11-25T13:00:00Z' } }, { started: true }, { restartPolicy: 'Always' }),
      ],
    },
    'one that is done': { objects: [initial({ terminated: { exitCode: 0 } })] },
  },
);

const probe = { readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 10 } };

ruleTable(
  notReady,
  {
    'a probe that fails': {
      objects: [
        runs('2026-11-25T13:00:00Z', {}, probe),
        seen('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: `${first}.ready`,
        value: false,
        says: 'has run for 60m and is not ready: Readiness probe failed: HTTP probe failed with statuscode: 503.',
      },
    },
  },
  {
    'within its start budget': { objects: [runs('2026-11-25T13:59:30Z', {}, probe)] },
    'ended well': { objects: [pod('web', { phase: 'Succeeded', ready: false, status: { containerStatuses: [] } })] },
  },
);

const again = { restartCount: 6, lastState: { terminated: { exitCode: 1, finishedAt: '2026-11-25T13:55:00Z' } } };

ruleTable(
  restartsGrowing,
  {
    'a young pod': {
      objects: [runs('2026-11-25T13:55:10Z', again)],
      finding: {
        severity: 'warning',
        about,
        path: `${first}.restartCount`,
        value: 6,
        says: 'restarts 1.5 times an hour (6 restarts seen)',
        confidence: 0.95,
      },
    },
    'an old one, by the events of its starts': {
      objects: [
        runs(
          '2026-11-25T13:55:10Z',
          { ...again, restartCount: 900 },
          {},
          { creationTimestamp: '2026-10-01T00:00:00Z' },
        ),
        seen('Started', 'Started container main', { count: 5, firstTimestamp: '2026-11-25T13:00:00Z' }),
      ],
      finding: { severity: 'warning', about, path: `${first}.restartCount`, says: '5 times an hour', confidence: 0.9 },
    },
  },
  {
    'a high counter of last year': {
      objects: [
        runs(
          '2026-11-20T00:00:00Z',
          { restartCount: 900, lastState: { terminated: { exitCode: 1, finishedAt: '2026-11-19T23:59:00Z' } } },
          {},
          { creationTimestamp: '2025-10-01T00:00:00Z' },
        ),
      ],
    },
    'an old pod of whose restarts only the last is known': {
      objects: [
        runs(
          '2026-11-25T13:55:10Z',
          { ...again, restartCount: 900 },
          {},
          { creationTimestamp: '2025-10-01T00:00:00Z' },
        ),
      ],
    },
  },
);
