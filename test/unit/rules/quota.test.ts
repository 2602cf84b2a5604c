import { changes } from '../../../src/rules/limit-range/changes.ts';
import { violates } from '../../../src/rules/limit-range/violates.ts';
import { blocks } from '../../../src/rules/quota/blocks.ts';
import { near } from '../../../src/rules/quota/near.ts';
import { needsRequests } from '../../../src/rules/quota/needsRequests.ts';
import { createRefused } from '../../../src/rules/rollout/createRefused.ts';
import { created } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

type Fields = Readonly<Record<string, unknown>>;

const quota = (hard: Fields, used: Fields = {}, spec: Fields = {}): object => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'small', namespace: 'shop', creationTimestamp: created },
  spec: { hard, ...spec },
  status: { hard, used },
});

const range = (limits: Fields): object => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'sizes', namespace: 'shop', creationTimestamp: created },
  spec: { limits: [{ type: 'Container', ...limits }] },
});

interface MakerOptions {
  readonly message?: string;
  readonly made?: number;
  readonly resources?: Fields;
  readonly spec?: Fields;
  readonly template?: Fields;
}

/** One pod wanted and made, unless said otherwise. */
function maker(
  kind: string,
  { message, made = 1, resources = {}, spec = {}, template = {} }: MakerOptions = {},
): object {
  const condition = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message };
  return {
    apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'shop', uid: 'u', creationTimestamp: created },
    spec: { replicas: 1, template: { spec: { containers: [{ name: 'main', resources }], ...template } }, ...spec },
    status: {
      replicas: made,
      active: made,
      desiredNumberScheduled: 1,
      currentNumberScheduled: made,
      ...(message === undefined ? {} : { conditions: [condition] }),
    },
  };
}

const eventOf = (kind: string, reason: string, message: string, at = '2026-11-25T13:50:00Z'): object => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `web.${reason}`, namespace: 'shop', uid: `${reason}${at}` },
  involvedObject: { apiVersion: 'apps/v1', kind, namespace: 'shop', name: 'web', uid: 'u' },
  type: 'Warning',
  reason,
  message,
  lastTimestamp: at,
});

const forbidden = 'pods "web-b-1" is forbidden: ';
const exceeded = `${forbidden}exceeded quota: small, requested: pods=1, used: pods=5, limited: pods=5`;
const unspecified = `${forbidden}failed quota: small: must specify limits.memory for: main`;
const tooMuch = `${forbidden}maximum memory usage per Container is 1Gi, but limit is 2Gi`;

ruleTable(
  createRefused,
  {
    'of a StatefulSet, by its events': {
      objects: [
        maker('StatefulSet', { made: 0 }),
        eventOf('StatefulSet', 'FailedCreate', `create Pod web-0 in StatefulSet web failed error: ${exceeded}`),
      ],
      finding: {
        severity: 'critical',
        about: 'StatefulSet/shop/web',
        path: 'message',
        says: 'Pods are not created: refused by a resource quota; create Pod web-0',
      },
    },
    'of a DaemonSet, by its events': {
      objects: [
        maker('DaemonSet', { made: 0 }),
        eventOf('DaemonSet', 'FailedCreate', `Error creating: ${forbidden}no PriorityClass with name high was found`),
      ],
      finding: {
        severity: 'critical',
        about: 'DaemonSet/shop/web',
        path: 'message',
        says: 'for a priority class that is missing',
      },
    },
    'of a Job, by its events': {
      objects: [
        maker('Job', { made: 0 }),
        eventOf(
          'Job',
          'FailedCreate',
          'Error creating: pods "web-" is forbidden: violates PodSecurity "restricted:latest"',
        ),
      ],
      finding: { severity: 'critical', about: 'Job/shop/web', path: 'message', says: 'by Pod Security admission' },
    },
    'of a ReplicaSet that no Deployment made': {
      objects: [maker('ReplicaSet', { made: 0, message: exceeded })],
      finding: {
        severity: 'critical',
        about: 'ReplicaSet/shop/web',
        path: 'status.conditions[0].message',
        says: 'by a resource quota',
      },
    },
    'of a CronJob that may make no Job': {
      objects: [
        {
          ...maker('CronJob'),
          apiVersion: 'batch/v1',
          spec: { schedule: '0 * * * *', jobTemplate: { spec: { template: { spec: {} } } } },
        },
        eventOf(
          'CronJob',
          'FailedCreate',
          'Error creating job: jobs.batch "web-1" is forbidden: exceeded quota: small, x',
        ),
      ],
      finding: { severity: 'critical', about: 'CronJob/shop/web', path: 'message', says: 'Jobs are not created' },
    },
    'even the ReplicaSet is refused': {
      objects: [
        {
          ...maker('Deployment', { made: 0 }),
          status: {
            conditions: [
              {
                type: 'Progressing',
                status: 'False',
                reason: 'ReplicaSetCreateError',
                message: 'Failed to create: no',
              },
            ],
          },
        },
      ],
      finding: {
        severity: 'critical',
        about: 'Deployment/shop/web',
        path: 'status.conditions[0].message',
        says: 'The ReplicaSet is not created: Failed to create: no',
      },
    },
  },
  {
    'it succeeded since': {
      objects: [
        maker('DaemonSet', { made: 0 }),
        eventOf('DaemonSet', 'FailedCreate', 'Error creating: no'),
        eventOf('DaemonSet', 'SuccessfulCreate', 'Created pod: web-x', '2026-11-25T13:55:00Z'),
      ],
    },
    'all its pods are there': {
      objects: [maker('StatefulSet'), eventOf('StatefulSet', 'FailedCreate', 'create Pod web-0 failed')],
    },
    'an event of a former one of that name': {
      objects: [
        { ...maker('Job', { made: 0 }), metadata: { name: 'web', namespace: 'shop', uid: 'other' } },
        eventOf('Job', 'FailedCreate', 'Error creating: no'),
      ],
    },
  },
);

ruleTable(
  blocks,
  {
    'a Deployment may not make its pod': {
      objects: [maker('Deployment', { made: 0, message: exceeded }), quota({ pods: '5' }, { pods: '5' })],
      finding: {
        severity: 'critical',
        about: 'ResourceQuota/shop/small',
        path: 'status.conditions[0].message',
        says: 'Deployment web may not make what it wants: requested: pods=1, used: pods=5, limited: pods=5',
      },
    },
    'the quota was raised since the controller tried': {
      objects: [maker('Deployment', { made: 0, message: exceeded }), quota({ pods: '20' }, { pods: '5' })],
      finding: {
        severity: 'warning',
        about: 'ResourceQuota/shop/small',
        path: 'status.conditions[0].message',
        says: 'was used up when Deployment web last tried, and has room now',
        remedy: 'Wait: its controller tries again by itself',
      },
    },
    'there is room, and less than was asked for': {
      objects: [
        maker('Deployment', {
          made: 0,
          message:
            'pods "web-" is forbidden: exceeded quota: small, requested: limits.cpu=2,pods=1, used: limits.cpu=8,pods=2, limited: limits.cpu=8,pods=5',
        }),
        quota({ 'limits.cpu': '8', pods: '5' }, { 'limits.cpu': '6500m', pods: '2' }),
      ],
      finding: {
        severity: 'critical',
        about: 'ResourceQuota/shop/small',
        path: 'status.conditions[0].message',
        says: 'The quota is used up',
      },
    },
    'several workloads, said once': {
      objects: [
        maker('Deployment', { made: 0, message: exceeded }),
        maker('StatefulSet', { made: 0 }),
        eventOf('StatefulSet', 'FailedCreate', `create Pod web-0 in StatefulSet web failed error: ${exceeded}`),
      ],
      finding: {
        severity: 'critical',
        about: 'ResourceQuota/shop/small',
        path: 'status.conditions[0].message',
        says: 'Deployment web, StatefulSet web may not make what they want',
      },
    },
  },
  {
    'the quota is used up and nothing more is wanted': {
      objects: [maker('Deployment'), quota({ pods: '1' }, { pods: '1' })],
    },
    'another refusal': { objects: [maker('Deployment', { made: 0, message: tooMuch })] },
    'a Deployment that is being deleted': {
      objects: [
        {
          ...maker('Deployment', { made: 0, message: exceeded }),
          metadata: { name: 'web', namespace: 'shop', deletionTimestamp: created },
        },
      ],
    },
  },
);

ruleTable(
  near,
  {
    'memory is used to more than nine tenths': {
      objects: [quota({ 'limits.memory': '4Gi', pods: '10' }, { 'limits.memory': '3800Mi', pods: '2' })],
      finding: {
        severity: 'warning',
        about: 'ResourceQuota/shop/small',
        path: "status.used['limits.memory']",
        value: '3800Mi',
        says: 'limits.memory 3800Mi of 4Gi (92 %)',
      },
    },
    'a number of objects is worth knowing': {
      objects: [quota({ pods: '5' }, { pods: '5' })],
      finding: {
        severity: 'info',
        about: 'ResourceQuota/shop/small',
        path: "status.used['pods']",
        says: 'pods 5 of 5',
      },
    },
  },
  {
    'less than nine tenths': { objects: [quota({ 'requests.cpu': '2' }, { 'requests.cpu': '1799m' })] },
    'forbidden on purpose': { objects: [quota({ 'requests.storage': '0' }, { 'requests.storage': '0' })] },
    'nobody has counted yet': { objects: [quota({ 'requests.cpu': '2' })] },
  },
);

const memory = quota({ 'limits.memory': '4Gi' });
const about = 'Deployment/shop/web';
const limitPath = 'spec.template.spec.containers[0].resources.limits.memory';

ruleTable(
  needsRequests,
  {
    'pods are refused for it': {
      objects: [maker('Deployment', { made: 0, message: unspecified }), memory],
      finding: {
        severity: 'critical',
        about,
        path: limitPath,
        value: null,
        says: 'ResourceQuota small counts what the template does not name (limits.memory of container main)',
      },
    },
    'the pods are older than the quota': {
      objects: [maker('Deployment'), memory],
      finding: { severity: 'warning', about, path: limitPath, says: 'the next pod would be refused' },
    },
    'by a quota with a scope, which the refusal alone can tell': {
      objects: [
        maker('Deployment', { made: 0, message: unspecified }),
        quota({ 'limits.memory': '4Gi' }, {}, { scopes: ['NotBestEffort'] }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.conditions[0].message',
        says: 'must specify limits.memory',
      },
    },
  },
  {
    'the template names it': { objects: [maker('Deployment', { resources: { limits: { memory: '1Gi' } } }), memory] },
    'a limit is a request too': {
      objects: [maker('Deployment', { resources: { limits: { memory: '1Gi' } } }), quota({ 'requests.memory': '4Gi' })],
    },
    'a LimitRange fills it in': { objects: [maker('Deployment'), memory, range({ default: { memory: '256Mi' } })] },
    'the pod has resources of its own': {
      objects: [maker('Deployment', { template: { resources: { limits: { memory: '1Gi' } } } }), memory],
    },
    'a resource that need not be named': { objects: [maker('Deployment'), quota({ 'requests.storage': '4Gi' })] },
    'a quota with a scope': {
      objects: [maker('Deployment'), quota({ 'limits.memory': '4Gi' }, {}, { scopes: ['Terminating'] })],
    },
  },
);

const large = { limits: { memory: '2Gi' } };

ruleTable(
  violates,
  {
    'pods are refused for it': {
      objects: [
        maker('Deployment', { made: 0, message: tooMuch, resources: large }),
        range({ max: { memory: '1Gi' } }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: limitPath,
        value: '2Gi',
        says: 'keeps pods from being made: container main: limit 2Gi is above the maximum 1Gi of memory',
      },
    },
    'the pods are older than the range': {
      objects: [maker('Deployment', { resources: { requests: { cpu: '10m' } } }), range({ min: { cpu: '50m' } })],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.template.spec.containers[0].resources.requests.cpu',
        says: 'request 10m is below the minimum 50m of cpu',
      },
    },
    'of a range of pods, which the refusal alone tells': {
      objects: [
        maker('Deployment', { made: 0, message: `${forbidden}maximum cpu usage per Pod is 2, but limit is 3` }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.conditions[0].message',
        says: 'maximum cpu usage per Pod is 2',
      },
    },
  },
  {
    'within the range': { objects: [maker('Deployment', { resources: large }), range({ max: { memory: '2Gi' } })] },
    'what the range fills in': { objects: [maker('Deployment'), range({ max: { memory: '1Gi' } })] },
    'a range of claims': {
      objects: [
        maker('Deployment', { resources: large }),
        range({ type: 'PersistentVolumeClaim', max: { memory: '1Gi' } }),
      ],
    },
  },
);

ruleTable(
  changes,
  {
    'a limit that nobody wrote down': {
      objects: [maker('Deployment'), range({ default: { memory: '256Mi' } })],
      finding: {
        severity: 'info',
        about: 'LimitRange/shop/sizes',
        path: 'spec.limits[0].default',
        says: 'Deployment web that do not name them get limits.memory 256Mi',
      },
    },
  },
  {
    'the template names it': {
      objects: [
        maker('Deployment', { resources: large }),
        range({ default: { memory: '256Mi' }, defaultRequest: { memory: '1Mi' } }),
      ],
    },
    'no defaults': { objects: [maker('Deployment'), range({ max: { memory: '1Gi' } })] },
  },
);
