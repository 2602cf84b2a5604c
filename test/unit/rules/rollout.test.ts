import { beganTheFailure } from '../../../src/rules/rollout/beganTheFailure.ts';
import { createRefused } from '../../../src/rules/rollout/createRefused.ts';
import { deadlineExceeded } from '../../../src/rules/rollout/deadlineExceeded.ts';
import { notObserved } from '../../../src/rules/rollout/notObserved.ts';
import { paused } from '../../../src/rules/rollout/paused.ts';
import { stuck } from '../../../src/rules/rollout/stuck.ts';
import { unavailable } from '../../../src/rules/workload/unavailable.ts';
import { pod } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Two pods wanted, both there and available, unless said otherwise. */
function deployment(status: Fields = {}, spec: Fields = {}, metadata: Fields = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'web',
      namespace: 'shop',
      generation: 3,
      creationTimestamp: '2026-11-25T10:00:00Z',
      ...metadata,
    },
    spec: { replicas: 2, progressDeadlineSeconds: 600, ...spec },
    status: {
      observedGeneration: 3,
      replicas: 2,
      updatedReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
      ...status,
    },
  };
}

const of = (hash: string, name: string, waiting?: string, metadata: Fields = {}): object =>
  pod(name, {
    owner: `ReplicaSet/web-${hash}`,
    labels: { app: 'web', 'pod-template-hash': hash },
    ...(waiting === undefined ? {} : { waiting, ready: false }),
    metadata,
  });

const condition = (type: string, status: string, reason: string, message = ''): Fields => ({
  conditions: [
    { type: 'Available', status: 'True' },
    { type, status, reason, message },
  ],
});

const about = 'Deployment/shop/web';
const rolling = { replicas: 3, updatedReplicas: 1 };
const late = { creationTimestamp: '2026-11-25T13:50:00Z' };

const replicaSet = (hash: string, revision: number, image: string): object => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name: `web-${hash}`,
    namespace: 'shop',
    labels: { 'pod-template-hash': hash },
    annotations: { 'deployment.kubernetes.io/revision': String(revision) },
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true }],
  },
  spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
});
const atSecond = { annotations: { 'deployment.kubernetes.io/revision': '2' } };
const revisions = [replicaSet('a', 1, 'shop/app:1'), replicaSet('b', 2, 'shop/app:2')];

ruleTable(
  deadlineExceeded,
  {
    'the controller has given up waiting': {
      objects: [
        deployment({ ...rolling, ...condition('Progressing', 'False', 'ProgressDeadlineExceeded') }),
        of('b', 'web-b-1', 'CrashLoopBackOff'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.conditions[1].reason',
        value: 'ProgressDeadlineExceeded',
        says: 'within 600 s: 1 pod of the new revision, 2 of 2 available; not ready of them: 1 CrashLoopBackOff',
      },
    },
    'pods of the old revision fail too, and hold nothing up': {
      objects: [
        deployment({ ...rolling, ...condition('Progressing', 'False', 'ProgressDeadlineExceeded') }, {}, atSecond),
        ...revisions,
        of('a', 'web-a-1', 'CrashLoopBackOff', late),
        of('b', 'web-b-1', 'ImagePullBackOff'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.conditions[1].reason',
        says: 'not ready of them: 1 ImagePullBackOff.',
      },
    },
    'a Deployment that is being deleted': {
      objects: [
        deployment(
          condition('Progressing', 'False', 'ProgressDeadlineExceeded'),
          {},
          { deletionTimestamp: '2026-11-25T13:59:00Z' },
        ),
      ],
      finding: { severity: 'info', about, path: 'status.conditions[1].reason', says: 'no progress' },
    },
  },
  {
    'a rollout under way': {
      objects: [deployment({ ...rolling, ...condition('Progressing', 'True', 'ReplicaSetUpdated') })],
    },
    'scaled to zero since': {
      objects: [deployment(condition('Progressing', 'False', 'ProgressDeadlineExceeded'), { replicas: 0 })],
    },
  },
);

const refused = (message: string) => ({
  objects: [
    deployment({ replicas: 0, updatedReplicas: 0, ...condition('ReplicaFailure', 'True', 'FailedCreate', message) }),
  ],
});
const refusal = { severity: 'critical', about, path: 'status.conditions[1].message' } as const;

ruleTable(
  createRefused,
  {
    'by a quota': {
      ...refused(
        'pods "web-b-1" is forbidden: exceeded quota: small, requested: pods=1, used: pods=5, limited: pods=5',
      ),
      finding: { ...refusal, says: 'refused by a resource quota', remedy: 'Raise the quota' },
    },
    'by Pod Security': {
      ...refused('pods "web-b-1" is forbidden: violates PodSecurity "restricted:latest": privileged'),
      finding: { ...refusal, says: 'refused by Pod Security admission' },
    },
    'by a webhook': {
      ...refused('admission webhook "policy.example" denied the request: no'),
      finding: { ...refusal, says: 'refused by an admission webhook' },
    },
    'by a limit range': {
      ...refused('pods "web-b-1" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi'),
      finding: { ...refusal, says: 'refused by a limit range' },
    },
    'for a missing service account': {
      ...refused(
        'pods "web-b-1" is forbidden: error looking up service account shop/web: serviceaccount "web" not found',
      ),
      finding: { ...refusal, says: 'a service account that is missing' },
    },
    'by something else': { ...refused('no idea'), finding: { ...refusal, says: 'Pods are not created: no idea' } },
  },
  { 'pods are made': { objects: [deployment()] } },
);

ruleTable(
  stuck,
  {
    'one of its new pods crashes, and the others were not looked at': {
      objects: [
        deployment({ ...rolling, updatedReplicas: 3 }, { replicas: 4 }),
        of('b', 'web-b-1', 'CrashLoopBackOff', late),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.updatedReplicas',
        value: 3,
        says: '1 of 3 pods of the newest revision fails',
      },
    },
    'new pods crash while the old ones serve': {
      objects: [
        deployment(rolling),
        of('a', 'web-a-1'),
        of('a', 'web-a-2'),
        of('b', 'web-b-1', 'CrashLoopBackOff', late),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.updatedReplicas',
        value: 1,
        says: '1 of 1 pod of the newest revision fails (1 CrashLoopBackOff)',
        remedy: 'web-b-1',
      },
    },
  },
  {
    'new pods within their start budget': {
      objects: [
        deployment(rolling),
        of('a', 'web-a-1'),
        pod('web-b-1', {
          owner: 'ReplicaSet/web-b',
          labels: { 'pod-template-hash': 'b' },
          ready: false,
          metadata: { creationTimestamp: '2026-11-25T13:59:50Z' },
          status: {
            containerStatuses: [
              {
                name: 'main',
                ready: false,
                restartCount: 0,
                state: { running: { startedAt: '2026-11-25T13:59:52Z' } },
              },
            ],
          },
        }),
      ],
    },
    'the youngest pod is one of the old revision, made again': {
      objects: [
        deployment(rolling, {}, atSecond),
        ...revisions,
        of('b', 'web-b-1', undefined, { creationTimestamp: '2026-11-25T13:40:00Z' }),
        of('a', 'web-a-1', 'CrashLoopBackOff', late),
      ],
    },
    'the ReplicaSets may not be read, and there are more of the youngest’s kind than of the new': {
      objects: [
        deployment(rolling),
        of('b', 'web-b-1', undefined, { creationTimestamp: '2026-11-25T13:40:00Z' }),
        of('a', 'web-a-1'),
        of('a', 'web-a-2', 'CrashLoopBackOff', late),
      ],
      forbidden: ['replicasets in shop'],
    },
    'only a pod of the old revision fails': {
      objects: [deployment(rolling), of('a', 'web-a-1', 'CrashLoopBackOff'), of('b', 'web-b-1', undefined, late)],
    },
    'past its deadline, which is said already': {
      objects: [
        deployment({ ...rolling, ...condition('Progressing', 'False', 'ProgressDeadlineExceeded') }),
        of('b', 'web-b-1', 'CrashLoopBackOff', late),
      ],
    },
    'a pod of the same name in another namespace': {
      objects: [deployment(rolling), of('b', 'web-b-1', 'CrashLoopBackOff', { namespace: 'other' })],
    },
  },
);

ruleTable(
  unavailable,
  {
    'one of two pods fails': {
      objects: [deployment({ availableReplicas: 1 }), of('a', 'web-a-1'), of('a', 'web-a-2', 'CrashLoopBackOff')],
      finding: {
        severity: 'warning',
        about,
        path: 'status.availableReplicas',
        value: 1,
        says: '1 of 2 pods is available; not ready: 1 CrashLoopBackOff',
      },
    },
    'all fail': {
      objects: [deployment({ availableReplicas: 0 }), of('a', 'web-a-1', 'ImagePullBackOff')],
      finding: { severity: 'critical', about, path: 'status.availableReplicas', says: '0 of 2 pods' },
    },
    'a StatefulSet': {
      objects: [
        { ...deployment({ availableReplicas: 1 }), kind: 'StatefulSet' },
        pod('web-1', { owner: 'StatefulSet/web', labels: {}, waiting: 'CrashLoopBackOff', ready: false }),
      ],
      finding: {
        severity: 'warning',
        about: 'StatefulSet/shop/web',
        path: 'status.availableReplicas',
        says: '1 of 2 pods is available',
      },
    },
    'a ReplicaSet of its own': {
      objects: [
        { ...deployment({ availableReplicas: 0 }), kind: 'ReplicaSet' },
        pod('web-x', { owner: 'ReplicaSet/web', labels: {}, waiting: 'CrashLoopBackOff', ready: false }),
      ],
      finding: {
        severity: 'critical',
        about: 'ReplicaSet/shop/web',
        path: 'status.availableReplicas',
        says: '0 of 2 pods',
      },
    },
  },
  {
    'a ReplicaSet of a Deployment': {
      objects: [
        deployment({ ...rolling, availableReplicas: 1 }),
        replicaSet('b', 2, 'shop/app:2'),
        of('b', 'web-b-1', 'CrashLoopBackOff'),
      ],
    },
    'all are available': { objects: [deployment()] },
    'scaled to zero': {
      objects: [deployment({ replicas: 0, updatedReplicas: 0, availableReplicas: 0 }, { replicas: 0 })],
    },
    'a rollout under way': {
      objects: [deployment({ ...rolling, availableReplicas: 1 }), of('a', 'web-a-2', 'CrashLoopBackOff')],
    },
  },
);

ruleTable(
  beganTheFailure,
  {
    'the pods of the newest revision fail, those before are ready': {
      objects: [deployment(rolling), ...revisions, of('a', 'web-a-1'), of('b', 'web-b-1', 'CrashLoopBackOff', late)],
      finding: {
        severity: 'info',
        about,
        path: "metadata.annotations['deployment.kubernetes.io/revision']",
        value: '2',
        says: 'began with revision 2: its 1 pod fails, those of revision 1 are ready. Changed: spec.containers[main].image.',
      },
    },
  },
  {
    'a pod of the earlier revision fails too': {
      objects: [
        deployment(rolling),
        ...revisions,
        of('a', 'web-a-1'),
        of('a', 'web-a-2', 'CrashLoopBackOff'),
        of('b', 'web-b-1', 'CrashLoopBackOff', late),
      ],
    },
    'a pod of the newest revision is ready': {
      objects: [
        deployment(rolling),
        ...revisions,
        of('a', 'web-a-1'),
        of('b', 'web-b-1', 'CrashLoopBackOff', late),
        of('b', 'web-b-2', undefined, late),
      ],
    },
    'nothing changed': {
      objects: [
        deployment(rolling),
        replicaSet('a', 1, 'shop/app:1'),
        replicaSet('b', 2, 'shop/app:1'),
        of('a', 'web-a-1'),
        of('b', 'web-b-1', 'CrashLoopBackOff', late),
      ],
    },
  },
);

ruleTable(
  notObserved,
  {
    'nobody has looked since it was made': {
      objects: [deployment({ observedGeneration: undefined })],
      finding: { severity: 'critical', about, path: 'status.observedGeneration', value: null, says: 'No controller' },
    },
    'a change that may be a moment old': {
      objects: [deployment({ observedGeneration: 2 })],
      finding: {
        severity: 'info',
        about,
        path: 'status.observedGeneration',
        value: 2,
        says: 'generation 2',
        confidence: 0.3,
      },
    },
  },
  {
    'its first minute': {
      objects: [deployment({ observedGeneration: 0 }, {}, { creationTimestamp: '2026-11-25T13:59:30Z' })],
    },
    'all is observed': { objects: [deployment()] },
  },
);

ruleTable(
  paused,
  {
    'with a template that waits': {
      objects: [deployment({ updatedReplicas: 0 }, { paused: true })],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.paused',
        value: true,
        says: '2 of 2 pods of an earlier template',
      },
    },
    'paused since it was made, with no pod': {
      objects: [deployment({ replicas: 0, updatedReplicas: 0 }, { paused: true, replicas: 3 })],
      finding: { severity: 'warning', about, path: 'spec.paused', says: 'has none of its 3 pods' },
    },
    'scaled to zero': {
      objects: [deployment({ replicas: 0, updatedReplicas: 0 }, { paused: true, replicas: 0 })],
      finding: { severity: 'info', about, path: 'spec.paused', says: 'is paused' },
    },
    'with nothing waiting': {
      objects: [deployment({}, { paused: true })],
      finding: { severity: 'info', about, path: 'spec.paused', says: 'is paused' },
    },
  },
  { 'not paused': { objects: [deployment({ updatedReplicas: 0 })] } },
);
