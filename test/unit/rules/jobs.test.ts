import { lastRunFailed } from '../../../src/rules/cronjob/lastRunFailed.ts';
import { neverDue } from '../../../src/rules/cronjob/neverDue.ts';
import { notRunning } from '../../../src/rules/cronjob/notRunning.ts';
import { suspended as cronJobSuspended } from '../../../src/rules/cronjob/suspended.ts';
import { failed } from '../../../src/rules/job/failed.ts';
import { stuck } from '../../../src/rules/job/stuck.ts';
import { suspended } from '../../../src/rules/job/suspended.ts';
import { created, pod } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Of CronJob nightly where `of` says so. */
function job(name: string, status: Fields, spec: Fields = {}, of?: string): object {
  const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: of, controller: true };
  const ownerReferences = of === undefined ? [] : [owner];
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: 'shop', creationTimestamp: created, ownerReferences },
    spec: { backoffLimit: 2, ...spec },
    status: { startTime: created, ...status },
  };
}

function cronJob(spec: Fields = {}, status: Fields = {}, metadata: Fields = {}): object {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'shop', creationTimestamp: '2026-11-01T00:00:00Z', ...metadata },
    spec: { schedule: '0 * * * *', ...spec },
    status: { lastScheduleTime: '2026-11-25T13:00:00Z', ...status },
  };
}

const ended = (type: string, at: string, reason = '', more: Fields = {}): Fields => ({
  conditions: [{ type, status: 'True', reason, lastTransitionTime: at }],
  ...(type === 'Complete' ? { completionTime: at } : {}),
  ...more,
});

const overLimit = ended('Failed', '2026-11-25T12:00:00Z', 'BackoffLimitExceeded');
const failing = (name: string): object =>
  pod(name, {
    owner: 'Job/import',
    phase: 'Failed',
    ready: false,
    status: {
      containerStatuses: [
        { name: 'main', restartCount: 0, state: { terminated: { exitCode: 3, reason: 'Error', finishedAt: created } } },
      ],
    },
  });

ruleTable(
  failed,
  {
    'its pods failed too often': {
      objects: [job('import', overLimit), failing('import-x')],
      finding: {
        severity: 'critical',
        about: 'Job/shop/import',
        path: 'status.conditions[0].reason',
        value: 'BackoffLimitExceeded',
        says: 'its pods failed more often than backoffLimit 2 allows. Container main of its last pod ended with exit code 3 (Error).',
        remedy: 'make the Job again',
      },
    },
    'it ran too long': {
      objects: [job('import', ended('Failed', created, 'DeadlineExceeded'), { activeDeadlineSeconds: 60 })],
      finding: {
        severity: 'critical',
        about: 'Job/shop/import',
        path: 'status.conditions[0].reason',
        says: 'longer than activeDeadlineSeconds 60',
      },
    },
    'a later run succeeded': {
      objects: [
        job('nightly-1', overLimit, {}, 'nightly'),
        job('nightly-2', ended('Complete', '2026-11-25T13:00:00Z'), {}, 'nightly'),
      ],
      finding: {
        severity: 'warning',
        about: 'Job/shop/nightly-1',
        path: 'status.conditions[0].reason',
        says: 'A later run of CronJob nightly succeeded.',
      },
    },
    'a later run succeeded, and the failure is days old': {
      objects: [
        job('nightly-1', ended('Failed', '2026-11-20T12:00:00Z', 'BackoffLimitExceeded'), {}, 'nightly'),
        cronJob({}, { lastSuccessfulTime: '2026-11-25T13:00:10Z' }),
      ],
      finding: {
        severity: 'info',
        about: 'Job/shop/nightly-1',
        path: 'status.conditions[0].reason',
        says: 'later run',
      },
    },
  },
  {
    'pods fail within the limit': { objects: [job('import', { failed: 1, active: 1 }), failing('import-x')] },
    'it is done': { objects: [job('import', ended('Complete', created))] },
  },
);

const waiting = (name: string, owner: string): object =>
  pod(name, { owner, phase: 'Pending', ready: false, waiting: 'ImagePullBackOff' });

ruleTable(
  stuck,
  {
    'its pod has waited for hours': {
      objects: [job('import', { active: 1 }), waiting('import-x', 'Job/import')],
      finding: {
        severity: 'warning',
        about: 'Job/shop/import',
        path: 'status.startTime',
        says: 'started 4h ago and none of its pods runs: 1 ImagePullBackOff',
        remedy: 'import-x',
      },
    },
  },
  {
    'its pod runs, however long': {
      objects: [job('import', { active: 1 }), pod('import-x', { owner: 'Job/import' })],
    },
    'others of its pods run, and were not looked at': {
      objects: [job('import', { active: 2 }, { parallelism: 2 }), waiting('import-x', 'Job/import')],
    },
    'it began a few minutes ago': {
      objects: [job('import', { active: 1, startTime: '2026-11-25T13:55:00Z' }), waiting('import-x', 'Job/import')],
    },
    'runs before took as long': {
      objects: [
        job('nightly-2', { active: 1, startTime: '2026-11-25T13:30:00Z' }, {}, 'nightly'),
        waiting('nightly-2-x', 'Job/nightly-2'),
        job('nightly-1', ended('Complete', '2026-11-25T11:00:00Z'), {}, 'nightly'),
      ],
    },
    'it is suspended': {
      objects: [job('import', { active: 1 }, { suspend: true }), waiting('import-x', 'Job/import')],
    },
    'it pauses between two attempts': { objects: [job('import', { failed: 2 })] },
  },
);

ruleTable(
  suspended,
  {
    'it waits to be let go': {
      objects: [job('import', {}, { suspend: true })],
      finding: { severity: 'info', about: 'Job/shop/import', path: 'spec.suspend', value: true, says: 'suspended' },
    },
  },
  {
    'it ended before': { objects: [job('import', overLimit, { suspend: true })] },
    'it runs': { objects: [job('import', {})] },
  },
);

const about = 'CronJob/shop/nightly';

ruleTable(
  cronJobSuspended,
  {
    'it is held': {
      objects: [cronJob({ suspend: true })],
      finding: { severity: 'info', about, path: 'spec.suspend', says: 'that of 2026-11-25T13:00:00Z' },
    },
  },
  { 'it runs': { objects: [cronJob()] } },
);

ruleTable(
  neverDue,
  {
    '31 February': {
      objects: [cronJob({ schedule: '0 0 31 2 *' })],
      finding: { severity: 'critical', about, path: 'spec.schedule', value: '0 0 31 2 *', says: 'never runs' },
    },
    'suspended besides': {
      objects: [cronJob({ schedule: '0 0 31 2 *', suspend: true })],
      finding: { severity: 'info', about, path: 'spec.schedule', says: 'never runs' },
    },
  },
  {
    '29 February': { objects: [cronJob({ schedule: '0 0 29 2 *' })] },
    'or on Mondays': { objects: [cronJob({ schedule: '0 0 31 2 1' })] },
    'a schedule that the server would refuse': { objects: [cronJob({ schedule: '0 0 31 2 7' })] },
  },
);

const morning = { lastScheduleTime: '2026-11-25T09:00:00Z' };

ruleTable(
  notRunning,
  {
    'hours have passed': {
      objects: [cronJob({}, morning)],
      finding: {
        severity: 'critical',
        about,
        path: 'status.lastScheduleTime',
        value: '2026-11-25T09:00:00Z',
        says: 'A run was due at 2026-11-25T13:00:00Z, 60m ago, and the CronJob started the last one 5h ago.',
      },
    },
    'it has never started one': {
      objects: [cronJob({ timeZone: 'Europe/Berlin', schedule: '0 3 * * *' }, { lastScheduleTime: undefined })],
      finding: {
        severity: 'critical',
        about,
        path: 'status.lastScheduleTime',
        value: null,
        says: 'due at 2026-11-25T02:00:00Z, 12h ago, and the CronJob has never started one',
      },
    },
    'a run before it goes on': {
      objects: [cronJob({ concurrencyPolicy: 'Forbid' }, { ...morning, active: [{ name: 'nightly-1' }] })],
      finding: {
        severity: 'warning',
        about,
        path: 'status.lastScheduleTime',
        says: 'Job nightly-1 still runs, and concurrencyPolicy is Forbid.',
        remedy: 'activeDeadlineSeconds',
      },
    },
    'with a deadline it is less sure': {
      objects: [cronJob({ startingDeadlineSeconds: 60 }, morning)],
      finding: { severity: 'critical', about, path: 'status.lastScheduleTime', says: 'was due', confidence: 0.8 },
    },
  },
  {
    'the last run started in time': { objects: [cronJob()] },
    'it was due within the hour': {
      objects: [cronJob({ schedule: '30 * * * *' }, { lastScheduleTime: '2026-11-25T12:30:00Z' })],
    },
    'within its deadline': { objects: [cronJob({ startingDeadlineSeconds: 86400 }, morning)] },
    'it is suspended': { objects: [cronJob({ suspend: true }, morning)] },
    'it is new': {
      objects: [cronJob({}, { lastScheduleTime: undefined }, { creationTimestamp: '2026-11-25T13:30:00Z' })],
    },
    'it is being deleted': { objects: [cronJob({}, morning, { deletionTimestamp: created })] },
    'its controller goes by another clock': {
      objects: [cronJob({ schedule: '0 3 * * *' }, { lastScheduleTime: '2026-11-24T19:00:00Z' })],
    },
  },
);

ruleTable(
  lastRunFailed,
  {
    'the newest failed': {
      objects: [
        cronJob({}, { lastSuccessfulTime: '2026-11-25T11:00:10Z' }),
        job('nightly-1', ended('Complete', '2026-11-25T11:00:10Z'), {}, 'nightly'),
        job('nightly-2', overLimit, {}, 'nightly'),
        job('nightly-3', { active: 1 }, {}, 'nightly'),
      ],
      finding: {
        severity: 'warning',
        about,
        path: 'status.conditions[0].reason',
        says: 'Job nightly-2, failed (BackoffLimitExceeded); the last success was at 2026-11-25T11:00:10Z',
      },
    },
  },
  {
    'one succeeded since': {
      objects: [
        cronJob({}, { lastSuccessfulTime: '2026-11-25T13:00:10Z' }),
        job('nightly-2', overLimit, {}, 'nightly'),
      ],
    },
    'a Job of another': { objects: [cronJob(), job('weekly-2', overLimit, {}, 'weekly')] },
  },
);
