import { absentAndNeverPulled } from '../../../src/rules/image/absentAndNeverPulled.ts';
import { invalidName } from '../../../src/rules/image/invalidName.ts';
import { mutableTag } from '../../../src/rules/image/mutableTag.ts';
import { notFound } from '../../../src/rules/image/notFound.ts';
import { pullFailed } from '../../../src/rules/image/pullFailed.ts';
import { pullSlow } from '../../../src/rules/image/pullSlow.ts';
import { rateLimited } from '../../../src/rules/image/rateLimited.ts';
import { registryUnreachable } from '../../../src/rules/image/registryUnreachable.ts';
import { unauthorized } from '../../../src/rules/image/unauthorized.ts';
import { wrongPlatform } from '../../../src/rules/image/wrongPlatform.ts';
import { node, pod } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

type Fields = Readonly<Record<string, unknown>>;

const about = 'Pod/shop/web';
const at = 'status.containerStatuses[0].state.waiting';
const image = 'registry.example/shop/web:9';

const waits = (
  reason: string,
  message: string,
  fields: { spec?: Fields; metadata?: Fields; of?: Fields } = {},
): object =>
  pod('web', {
    ready: false,
    phase: 'Pending',
    metadata: fields.metadata ?? {},
    spec: { nodeName: 'node-1', containers: [{ name: 'main', image, ...fields.of }], ...fields.spec },
    status: {
      containerStatuses: [{ name: 'main', ready: false, restartCount: 0, state: { waiting: { reason, message } } }],
    },
  });

const event = (reason: string, message: string, fields: Fields = {}): object => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `web.${reason}`, namespace: 'shop', uid: `${reason}${message}` },
  involvedObject: {
    kind: 'Pod',
    namespace: 'shop',
    name: 'web',
    uid: 'uid-Pod-web',
    fieldPath: 'spec.containers{main}',
  },
  type: reason === 'Failed' ? 'Warning' : 'Normal',
  reason,
  message,
  firstTimestamp: '2026-11-25T13:50:00Z',
  lastTimestamp: '2026-11-25T13:55:00Z',
  ...fields,
});

const backOff = `Back-off pulling image "${image}"`;
const missing = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
const refused = 'pull access denied, repository does not exist or may require authorization: authorization failed';
const lost = 'dial tcp: lookup registry.example on 10.0.0.2:53: no such host';

ruleTable(
  notFound,
  {
    'the waiting message says so': {
      objects: [waits('ImagePullBackOff', `${backOff}: ErrImagePull: ${missing}`)],
      finding: {
        severity: 'critical',
        about,
        path: `${at}.message`,
        says: `${image} does not exist; registry.example knows no such`,
        remedy: 'whether tag 9 was ever built',
      },
    },
    'only the event says so, as of an older kubelet': {
      objects: [waits('ImagePullBackOff', backOff), event('Failed', `Failed to pull image "${image}": ${missing}`)],
      finding: { severity: 'critical', about, path: `${at}.reason`, value: 'ImagePullBackOff', says: 'does not exist' },
    },
    'events may not be read, and are not needed': {
      objects: [waits('ErrImagePull', missing)],
      forbidden: ['events'],
      finding: { severity: 'critical', about, path: `${at}.message`, says: 'does not exist' },
    },
    'the pod is being deleted': {
      objects: [waits('ErrImagePull', missing, { metadata: { deletionTimestamp: '2026-11-25T14:00:20Z' } })],
      finding: { severity: 'info', about, path: `${at}.message`, says: 'does not exist' },
    },
    'of an init container': {
      objects: [
        pod('web', {
          ready: false,
          phase: 'Pending',
          spec: { nodeName: 'node-1', initContainers: [{ name: 'setup', image }], containers: [{ name: 'main' }] },
          status: {
            initContainerStatuses: [
              { name: 'setup', state: { waiting: { reason: 'ErrImagePull', message: missing } } },
            ],
            containerStatuses: [{ name: 'main', state: { waiting: { reason: 'PodInitializing' } } }],
          },
        }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'status.initContainerStatuses[0].state.waiting.message',
        says: 'Init container setup has no image',
      },
    },
  },
  {
    'a registry that refuses': { objects: [waits('ErrImagePull', refused)] },
    'a registry that is not found': { objects: [waits('ErrImagePull', lost)] },
    'the event is about another image, which was changed in place': {
      objects: [waits('ImagePullBackOff', backOff), event('Failed', `Failed to pull image "web:1": ${missing}`)],
    },
    'the event is about a former pod of that name': {
      objects: [
        waits('ImagePullBackOff', backOff),
        event('Failed', `Failed to pull image "${image}": ${missing}`, {
          involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web', uid: 'former' },
        }),
      ],
    },
    'it was pulled at last': { objects: [pod('web'), event('Failed', `Failed to pull image "${image}": ${missing}`)] },
  },
);

ruleTable(
  unauthorized,
  {
    'without a pull secret': {
      objects: [waits('ErrImagePull', refused)],
      finding: {
        severity: 'critical',
        about,
        path: `${at}.message`,
        says: 'the pod names no pull secret',
        remedy: 'service account default, a pull secret for registry.example',
      },
    },
    'with one': {
      objects: [waits('ErrImagePull', refused, { spec: { imagePullSecrets: [{ name: 'registry' }] } })],
      finding: {
        severity: 'critical',
        about,
        path: `${at}.message`,
        says: 'pull secret: registry',
        remedy: 'Secret registry is of type kubernetes.io/dockerconfigjson',
      },
    },
  },
  {
    'the tag is not there': { objects: [waits('ErrImagePull', missing)] },
    'the token server is not reached': {
      objects: [waits('ErrImagePull', `failed to authorize: failed to fetch anonymous token: Get "x": ${lost}`)],
    },
  },
);

ruleTable(
  registryUnreachable,
  {
    'its name is not found': {
      objects: [waits('ErrImagePull', lost)],
      finding: {
        severity: 'critical',
        about,
        path: `${at}.message`,
        says: 'the name of the registry is not found',
        remedy: 'Correct the host registry.example',
      },
    },
    'its certificate is not trusted': {
      objects: [waits('ErrImagePull', 'tls: failed to verify certificate: x509: certificate has expired')],
      finding: { severity: 'critical', about, path: `${at}.message`, says: 'not trusted', remedy: 'authority' },
    },
    'it takes too long': {
      objects: [waits('ErrImagePull', 'dial tcp 10.1.2.3:443: i/o timeout')],
      finding: { severity: 'critical', about, path: `${at}.message`, says: 'it does not answer', remedy: 'firewall' },
    },
    'the kubelet’s word for it': {
      objects: [waits('RegistryUnavailable', 'image pull failed')],
      finding: {
        severity: 'critical',
        about,
        path: `${at}.reason`,
        value: 'RegistryUnavailable',
        says: 'it does not answer',
      },
    },
  },
  {
    'it answers and refuses': { objects: [waits('ErrImagePull', refused)] },
    'the runtime of the node is down': {
      objects: [
        waits('ErrImagePull', 'connection error: desc = "transport: Error while dialing: dial unix /run/x.sock"'),
      ],
    },
  },
);

ruleTable(
  rateLimited,
  {
    'too many pulls from one address': {
      objects: [waits('ErrImagePull', '429 Too Many Requests - Server message: toomanyrequests: You have reached …')],
      finding: { severity: 'critical', about, path: `${at}.message`, says: 'too many requests', remedy: 'an account' },
    },
    'the kubelet itself': {
      objects: [waits('ErrImagePull', 'pull QPS exceeded')],
      finding: { severity: 'critical', about, path: `${at}.message`, says: 'the kubelet', remedy: 'registryPullQPS' },
    },
  },
  { 'a tag that reads like it': { objects: [waits('ErrImagePull', missing, { of: { image: 'web:429' } })] } },
);

const arm = {
  ...node('node-1'),
  status: { nodeInfo: { architecture: 'arm64', operatingSystem: 'linux' } },
};
const crashed = (message: string, fields: Fields = {}): object =>
  pod('web', {
    ready: false,
    spec: { nodeName: 'node-1', containers: [{ name: 'main', image }] },
    status: {
      containerStatuses: [
        {
          name: 'main',
          ready: false,
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 128, reason: 'StartError', message } },
          ...fields,
        },
      ],
    },
  });

ruleTable(
  wrongPlatform,
  {
    'no variant for the node': {
      objects: [waits('ErrImagePull', `failed to pull "${image}": no match for platform in manifest: not found`), arm],
      finding: {
        severity: 'critical',
        about,
        path: `${at}.message`,
        says: 'no variant for the platform of node node-1 (linux/arm64)',
        remedy: 'kubernetes.io/arch',
      },
    },
    'the nodes may not be read, and are not needed': {
      objects: [waits('ErrImagePull', 'no match for platform in manifest: not found')],
      forbidden: ['nodes'],
      finding: { severity: 'critical', about, path: `${at}.message`, says: 'platform of node node-1.' },
    },
    'its program cannot be executed': {
      objects: [crashed('exec /app/web: exec format error'), arm],
      finding: {
        severity: 'critical',
        about,
        path: 'status.containerStatuses[0].lastState.terminated.message',
        says: 'exec format error',
        remedy: '#!/bin/sh',
        confidence: 0.8,
      },
    },
  },
  {
    'a program that is not there': { objects: [crashed('exec: "web": executable file not found in $PATH'), arm] },
    'it has started since, with another image': {
      objects: [
        crashed('exec format error', { ready: true, state: { running: { startedAt: '2026-11-25T13:00:00Z' } } }),
        arm,
      ],
    },
  },
);

ruleTable(
  invalidName,
  {
    'capital letters': {
      objects: [waits('InvalidImageName', 'Failed to apply default image tag', { of: { image: 'shop/API:2' } })],
      finding: {
        severity: 'critical',
        about,
        path: `${at}.reason`,
        value: 'InvalidImageName',
        says: 'shop/API:2 is no image name, since a repository is written in small letters',
      },
    },
  },
  { 'a name that no registry has': { objects: [waits('ErrImagePull', missing)] } },
);

ruleTable(
  absentAndNeverPulled,
  {
    'the node does not have it': {
      objects: [waits('ErrImageNeverPull', `Container image "${image}" is not present with pull policy of Never`)],
      finding: {
        severity: 'critical',
        about,
        path: `${at}.reason`,
        value: 'ErrImageNeverPull',
        says: 'node node-1 does not have',
        remedy: 'IfNotPresent',
      },
    },
  },
  { 'a policy that pulls': { objects: [waits('ErrImagePull', missing)] } },
);

ruleTable(
  pullFailed,
  {
    'nothing tells why': {
      objects: [waits('ImagePullBackOff', backOff)],
      finding: {
        severity: 'critical',
        about,
        path: `${at}.reason`,
        value: 'ImagePullBackOff',
        says: 'neither its status nor an event tells why',
      },
    },
    'words that no other rule knows': {
      objects: [waits('ErrImagePull', 'write /var/lib/x: no space left on device')],
      finding: {
        severity: 'critical',
        about,
        path: `${at}.reason`,
        says: 'no space left on device',
        remedy: 'Free the disk of node node-1',
      },
    },
    'a signature': {
      objects: [waits('SignatureValidationFailed', 'image pull failed because the signature validation failed')],
      finding: { severity: 'critical', about, path: `${at}.reason`, says: 'signature', remedy: 'Sign' },
    },
  },
  {
    'known trouble': { objects: [waits('ErrImagePull', missing)] },
    'a container that is being created': { objects: [waits('ContainerCreating', '')] },
  },
);

const templated = (kind: string, name: string, spec: Fields, fields: Fields = {}): object => ({
  apiVersion: kind === 'CronJob' || kind === 'Job' ? 'batch/v1' : 'apps/v1',
  kind,
  metadata: { name, namespace: 'shop', ...fields },
  spec,
});
const template = (...images: readonly string[]): Fields => ({
  template: { spec: { containers: images.map((one, index) => ({ name: `c${index}`, image: one })) } },
});
const owner = (kind: string, name: string): Fields => ({
  ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: 'o', controller: true }],
});

ruleTable(
  mutableTag,
  {
    'a Deployment, once, whatever its pods are': {
      objects: [
        templated('Deployment', 'web', template('proxy:2', 'web:latest')),
        templated('ReplicaSet', 'web-5c8f6', template('proxy:2', 'web:latest'), owner('Deployment', 'web')),
        pod('web-5c8f6-a', {
          owner: 'ReplicaSet/web-5c8f6',
          spec: { containers: [{ name: 'c1', image: 'web:latest' }] },
        }),
        pod('web-5c8f6-b', {
          owner: 'ReplicaSet/web-5c8f6',
          spec: { containers: [{ name: 'c1', image: 'web:latest' }] },
        }),
      ],
      finding: {
        severity: 'warning',
        about: 'Deployment/shop/web',
        path: 'spec.template.spec.containers[1].image',
        value: 'web:latest',
        says: 'web:latest names no version',
        remedy: 'Deployment web',
      },
    },
    'a CronJob, and not its Jobs': {
      objects: [
        templated('CronJob', 'nightly', { jobTemplate: { spec: template('report') } }),
        templated('Job', 'nightly-29401800', template('report'), owner('CronJob', 'nightly')),
      ],
      finding: {
        severity: 'warning',
        about: 'CronJob/shop/nightly',
        path: 'spec.jobTemplate.spec.template.spec.containers[0].image',
        value: 'report',
        says: 'no tag, which is latest',
      },
    },
    'a pod of nobody': {
      objects: [pod('web', { spec: { containers: [{ name: 'main', image: 'web' }] } })],
      finding: { severity: 'warning', about, path: 'spec.containers[0].image', value: 'web', says: 'no tag' },
    },
    'scaled to zero': {
      objects: [templated('Deployment', 'web', { replicas: 0, ...template('web:latest') })],
      finding: {
        severity: 'info',
        about: 'Deployment/shop/web',
        path: 'spec.template.spec.containers[0].image',
        says: 'the tag latest',
      },
    },
  },
  {
    'versions and digests': {
      objects: [templated('Deployment', 'web', template('web:2', 'web:latest@sha256:ab', 'host:5000/web:1'))],
    },
    'a static pod, whose node has its template': {
      objects: [
        pod('proxy-node-1', { owner: 'Node/node-1', spec: { containers: [{ name: 'main', image: 'proxy' }] } }),
      ],
    },
    'a pod that is done': {
      objects: [pod('web', { phase: 'Succeeded', spec: { containers: [{ name: 'main', image: 'web' }] } })],
    },
  },
);

ruleTable(
  pullSlow,
  {
    'a large image': {
      objects: [
        pod('web'),
        event(
          'Pulled',
          'Successfully pulled image "web:2" in 95s (1m40s including waiting). Image size: 2100000000 bytes.',
        ),
      ],
      finding: { severity: 'info', about, path: 'message', says: 'took 100s to come, 2100 MB', remedy: 'smaller' },
    },
    'behind others': {
      objects: [pod('web'), event('Pulled', 'Successfully pulled image "web:2" in 5s (3m0s including waiting).')],
      finding: { severity: 'info', about, path: 'message', says: 'behind other images', remedy: 'serializeImagePulls' },
    },
    'it is still being pulled': {
      objects: [waits('ContainerCreating', ''), event('Pulling', 'Pulling image "web:2"')],
      finding: { severity: 'info', about, path: 'message', says: 'is being pulled for 5m' },
    },
  },
  {
    'a quick one': {
      objects: [pod('web'), event('Pulled', 'Successfully pulled image "web:2" in 2s (2s including waiting).')],
    },
    'one that was there': {
      objects: [pod('web'), event('Pulled', 'Container image "web:2" already present on machine')],
    },
    'a pull that failed': {
      objects: [
        waits('ErrImagePull', missing),
        event('Pulling', 'Pulling image "web:2"'),
        event('Failed', `Failed to pull image "web:2": ${missing}`, { lastTimestamp: '2026-11-25T13:56:00Z' }),
      ],
    },
  },
);
