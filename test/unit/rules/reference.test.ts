import { configMap } from '../../../src/kube/kinds/configMap.ts';
import { missingConfigMap } from '../../../src/rules/reference/missingConfigMap.ts';
import { missingConfigMapKey } from '../../../src/rules/reference/missingConfigMapKey.ts';
import { missingPersistentVolumeClaim } from '../../../src/rules/reference/missingPersistentVolumeClaim.ts';
import { missingPriorityClass } from '../../../src/rules/reference/missingPriorityClass.ts';
import { missingPullSecret } from '../../../src/rules/reference/missingPullSecret.ts';
import { missingRuntimeClass } from '../../../src/rules/reference/missingRuntimeClass.ts';
import { missingSecret } from '../../../src/rules/reference/missingSecret.ts';
import { missingSecretKey } from '../../../src/rules/reference/missingSecretKey.ts';
import { missingServiceAccount } from '../../../src/rules/reference/missingServiceAccount.ts';
import { created, pod as podOf } from './objects.ts';
import { ruleTable } from './ruleTable.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Of the namespace shop, four hours old. */
function object(apiVersion: string, kind: string, name: string, fields: Fields = {}, metadata: Fields = {}): object {
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop', creationTimestamp: created, ...metadata },
    ...fields,
  };
}

/** An event about what makes Secrets. */
function ofMaker(apiVersion: string, kind: string, name: string, message: string, type = 'Normal'): object {
  const involvedObject = { apiVersion, kind, namespace: 'shop', name };
  const at = '2026-11-25T13:00:00Z';
  return object('v1', 'Event', `${name}.${message.length}`, {
    involvedObject,
    type,
    reason: 'R',
    message,
    lastTimestamp: at,
  });
}

/** One pod wanted and made, unless said otherwise. */
function maker(kind: string, spec: Fields, fields: Fields = {}, metadata: Fields = {}): object {
  const containers = [{ name: 'main' }];
  const { replicas = 1, status = { replicas: 1, active: 1, desiredNumberScheduled: 1, currentNumberScheduled: 1 } } =
    fields;
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers, ...spec } };
  if (kind === 'CronJob')
    return object(
      'batch/v1',
      kind,
      'web',
      { spec: { schedule: '0 * * * *', jobTemplate: { spec: { template } } } },
      metadata,
    );
  const version = kind === 'Job' ? 'batch/v1' : 'apps/v1';
  const { suspend } = fields;
  return object(version, kind, 'web', { spec: { replicas, template, suspend }, status }, metadata);
}

const envOf = (kind: 'configMap' | 'secret', more: Fields = {}): Fields => ({
  containers: [{ name: 'main', envFrom: [{ [`${kind}Ref`]: { name: 'settings', ...more } }] }],
});

const keyOf = (kind: 'configMap' | 'secret', more: Fields = {}): Fields => ({
  containers: [
    { name: 'main', env: [{ name: 'A', valueFrom: { [`${kind}KeyRef`]: { name: 'settings', key: 'url', ...more } } }] },
  ],
});

/** A pod of Deployment web that waits in these words. */
function waiting(spec: Fields, reason: string, message?: string, more: Parameters<typeof podOf>[1] = {}): object {
  const state = { waiting: { reason, ...(message === undefined ? {} : { message }) } };
  return podOf('web-b-1', {
    owner: 'ReplicaSet/web-b',
    labels: { app: 'web', 'pod-template-hash': 'b' },
    spec,
    phase: 'Pending',
    ready: false,
    status: { containerStatuses: [{ name: 'main', ready: false, restartCount: 0, state }] },
    ...more,
  });
}

const running = (spec: Fields, more: Parameters<typeof podOf>[1] = {}): object =>
  podOf('web-b-1', { owner: 'ReplicaSet/web-b', labels: { app: 'web', 'pod-template-hash': 'b' }, spec, ...more });

const about = 'Deployment/shop/web';
const envPath = 'spec.template.spec.containers[0].envFrom[0].configMapRef.name';
const late = '2026-11-25T13:59:30Z';
const volumeOf = (source: Fields): Fields => ({ volumes: [{ name: 'config', ...source }] });
const there = (kind: string, name = 'settings', metadata: Fields = {}): object =>
  object('v1', kind, name, {}, metadata);
const elsewhere = { namespace: 'other' };

ruleTable(
  missingConfigMap,
  {
    'a pod waits for it': {
      objects: [
        maker('Deployment', envOf('configMap')),
        waiting(envOf('configMap'), 'CreateContainerConfigError', 'configmap "settings" not found'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: envPath,
        value: 'settings',
        says: 'ConfigMap settings, from which container main takes its environment, does not exist: 1 pod waits for it.',
        remedy: 'Create ConfigMap settings in namespace shop, or correct the name in Deployment web',
      },
    },
    'the next pod would': {
      objects: [maker('Deployment', envOf('configMap')), running(envOf('configMap'))],
      finding: { severity: 'warning', about, path: envPath, says: 'the next pod would not start' },
    },
    'one of that name in another namespace does not count': {
      objects: [maker('Deployment', envOf('configMap')), there('ConfigMap', 'settings', elsewhere)],
      finding: { severity: 'warning', about, path: envPath, says: 'does not exist' },
    },
    'there is one of a similar name': {
      objects: [maker('Deployment', envOf('configMap')), there('ConfigMap', 'setings')],
      finding: { severity: 'warning', about, path: envPath, says: 'does not exist', remedy: 'there is setings.' },
    },
    'of a volume, by a pod that waits for it': {
      objects: [
        maker('StatefulSet', volumeOf({ configMap: { name: 'settings' } })),
        waiting(volumeOf({ configMap: { name: 'settings' } }), 'ContainerCreating', undefined, {
          owner: 'StatefulSet/web',
          labels: {},
        }),
      ],
      finding: {
        severity: 'critical',
        about: 'StatefulSet/shop/web',
        path: 'spec.template.spec.volumes[0].configMap.name',
        says: 'of which volume config is made, does not exist: 1 pod waits for it',
      },
    },
    'of a projected volume of a DaemonSet': {
      objects: [maker('DaemonSet', volumeOf({ projected: { sources: [{ configMap: { name: 'settings' } }] } }))],
      finding: {
        severity: 'warning',
        about: 'DaemonSet/shop/web',
        path: 'spec.template.spec.volumes[0].projected.sources[0].configMap.name',
        says: 'does not exist',
      },
    },
    'of a CronJob': {
      objects: [maker('CronJob', envOf('configMap'))],
      finding: {
        severity: 'warning',
        about: 'CronJob/shop/web',
        path: 'spec.jobTemplate.spec.template.spec.containers[0].envFrom[0].configMapRef.name',
        says: 'does not exist',
      },
    },
    'of a Deployment that is scaled to zero': {
      objects: [maker('Deployment', envOf('configMap'), { replicas: 0, status: {} })],
      finding: { severity: 'info', about, path: envPath, says: 'does not exist' },
    },
    'of a pod of an earlier template': {
      objects: [
        maker('Deployment', {}),
        waiting(envOf('configMap'), 'CreateContainerConfigError', 'configmap "settings" not found'),
      ],
      finding: {
        severity: 'critical',
        about: 'Pod/shop/web-b-1',
        path: 'spec.containers[0].envFrom[0].configMapRef.name',
        says: '1 pod waits for it',
      },
    },
    'of a pod that nobody would make again': {
      objects: [podOf('lone', { spec: envOf('configMap') })],
      finding: {
        severity: 'warning',
        about: 'Pod/shop/lone',
        path: 'spec.containers[0].envFrom[0].configMapRef.name',
        says: 'it would not start again',
      },
    },
    'even the one that the cluster makes, where a pod waits for it': {
      objects: [waiting(volumeOf({ configMap: { name: 'kube-root-ca.crt' } }), 'ContainerCreating')],
      finding: {
        severity: 'critical',
        about: 'Pod/shop/web-b-1',
        path: 'spec.volumes[0].configMap.name',
        says: 'kube-root-ca.crt',
      },
    },
  },
  {
    'it is there': { objects: [maker('Deployment', envOf('configMap')), there('ConfigMap')] },
    'it is optional': { objects: [maker('Deployment', envOf('configMap', { optional: true }))] },
    'the workload is new': {
      objects: [maker('Deployment', envOf('configMap'), {}, { creationTimestamp: late })],
    },
    'the pod is new': {
      objects: [podOf('lone', { spec: envOf('configMap'), metadata: { creationTimestamp: late } })],
    },
    'running pods of an earlier template': { objects: [maker('Deployment', {}), running(envOf('configMap'))] },
    'ReplicaSets of a Deployment': {
      objects: [
        maker('Deployment', {}),
        maker(
          'ReplicaSet',
          envOf('configMap'),
          {},
          {
            ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true }],
          },
        ),
      ],
    },
    'a Job that has ended': {
      objects: [
        maker('Job', envOf('configMap'), { status: { conditions: [{ type: 'Complete', status: 'True' }] } }),
        podOf('web-1', { owner: 'Job/web', phase: 'Succeeded', spec: envOf('configMap') }),
      ],
    },
    'the one that the cluster makes in every namespace': {
      objects: [podOf('lone', { spec: volumeOf({ configMap: { name: 'kube-root-ca.crt' } }) })],
    },
    'ConfigMaps could not be listed': {
      objects: [maker('Deployment', envOf('configMap'))],
      forbidden: ['configmaps in shop'],
    },
  },
);

ruleTable(
  missingConfigMapKey,
  {
    'the kubelet says so of a container': {
      objects: [
        maker('Deployment', keyOf('configMap')),
        waiting(keyOf('configMap'), 'CreateContainerConfigError', "couldn't find key url in ConfigMap shop/settings"),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key',
        value: 'url',
        says: 'ConfigMap settings has no key url: 1 pod waits for it',
        remedy: 'Add the key url to ConfigMap settings in namespace shop',
      },
    },
    'the kubelet says so of a volume': {
      objects: [mounting('configMap'), failedMount('configmap references non-existent config key: url')],
      finding: {
        severity: 'critical',
        about: 'Pod/shop/web-b-1',
        path: 'spec.volumes[0].configMap.items[0].key',
        says: 'no key url',
      },
    },
    'the ConfigMap was looked at': {
      objects: [
        maker('Deployment', keyOf('configMap')),
        object('v1', 'ConfigMap', 'settings', { data: { uri: 'x' }, binaryData: { url: 'AA==' } }),
      ],
      names: [{ kind: configMap, namespace: 'shop', name: 'settings' }],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.key',
        says: 'the next pod would not start',
      },
    },
  },
  {
    'nobody has looked at the ConfigMap': { objects: [maker('Deployment', keyOf('configMap')), there('ConfigMap')] },
    'the key is there': {
      objects: [maker('Deployment', keyOf('configMap')), object('v1', 'ConfigMap', 'settings', { data: { url: 'x' } })],
      names: [{ kind: configMap, namespace: 'shop', name: 'settings' }],
    },
    'the key of a volume is binary': {
      objects: [
        maker('Deployment', volumeOf({ configMap: { name: 'settings', items: [{ key: 'url', path: 'url' }] } })),
        object('v1', 'ConfigMap', 'settings', { binaryData: { url: 'AA==' } }),
      ],
      names: [{ kind: configMap, namespace: 'shop', name: 'settings' }],
    },
    'the key is optional': {
      objects: [maker('Deployment', keyOf('configMap', { optional: true })), there('ConfigMap')],
      names: [{ kind: configMap, namespace: 'shop', name: 'settings' }],
    },
    'the volume was mounted since': {
      objects: [
        mounting('configMap'),
        failedMount('configmap references non-existent config key: url'),
        event('Pulling', 'Pulling image "shop/web"', '2026-11-25T13:59:00Z'),
      ],
    },
  },
);

ruleTable(
  missingSecret,
  {
    'a pod waits for it': {
      objects: [
        maker('Deployment', envOf('secret')),
        waiting(envOf('secret'), 'CreateContainerConfigError', 'secret "settings" not found'),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.template.spec.containers[0].envFrom[0].secretRef.name',
        says: '1 pod waits for it',
      },
    },
    'a volume driver asks for it': {
      objects: [maker('Deployment', volumeOf({ csi: { driver: 'd', nodePublishSecretRef: { name: 'settings' } } }))],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.template.spec.volumes[0].csi.nodePublishSecretRef.name',
        says: 'with which volume config is mounted',
      },
    },
    'an ExternalSecret is to make it, and says why it has not': {
      objects: [
        maker('Deployment', envOf('secret')),
        ofMaker(
          'external-secrets.io/v1',
          'ExternalSecret',
          'settings',
          'could not get secret data from provider',
          'Warning',
        ),
        ofMaker('external-secrets.io/v1', 'ExternalSecret', 'settings', 'secret synced'),
      ],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.template.spec.containers[0].envFrom[0].secretRef.name',
        says: 'ExternalSecret settings is to make it, and says: could not get secret data from provider.',
        remedy: 'See the conditions of ExternalSecret settings',
      },
    },
    'a Certificate of another name names it': {
      objects: [
        maker('Deployment', envOf('secret')),
        ofMaker('cert-manager.io/v1', 'Certificate', 'web-cert', 'Secret "settings" was not found: issuing'),
      ],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.template.spec.containers[0].envFrom[0].secretRef.name',
        says: 'Certificate web-cert is to make it',
      },
    },
    'what is like a maker of it, and none': {
      objects: [
        maker('Deployment', envOf('secret')),
        ofMaker('external-secrets.io/v1', 'ExternalSecret', 'settings-2', 'wrote settings-2'),
        ofMaker('example.com/v1', 'ExternalSecret', 'settings', 'no idea'),
        ofMaker('v1', 'ConfigMap', 'settings', 'settings'),
      ],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.template.spec.containers[0].envFrom[0].secretRef.name',
        says: 'the next pod would not start',
        remedy: 'Create Secret settings',
      },
    },
  },
  {
    'it is there': { objects: [maker('Deployment', envOf('secret')), there('Secret')] },
    'it is optional': { objects: [maker('Deployment', envOf('secret', { optional: true }))] },
    'a pull secret, which has its own finding': {
      objects: [maker('Deployment', { imagePullSecrets: [{ name: 'settings' }] })],
    },
    'Secrets could not be listed': { objects: [maker('Deployment', envOf('secret'))], forbidden: ['secrets in shop'] },
  },
);

ruleTable(
  missingSecretKey,
  {
    'the kubelet says so of a container': {
      objects: [
        maker('Deployment', keyOf('secret')),
        waiting(keyOf('secret'), 'CreateContainerConfigError', "couldn't find key url in Secret shop/settings"),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.key',
        says: 'Secret settings has no key url: 1 pod waits for it',
      },
    },
    'the kubelet says so of a volume': {
      objects: [mounting('secret'), failedMount('references non-existent secret key: url')],
      finding: {
        severity: 'critical',
        about: 'Pod/shop/web-b-1',
        path: 'spec.volumes[0].secret.items[0].key',
        says: 'no key url',
      },
    },
  },
  {
    'no pod waits': { objects: [maker('Deployment', keyOf('secret')), there('Secret'), running(keyOf('secret'))] },
    'a key of a ConfigMap': {
      objects: [
        waiting(keyOf('configMap'), 'CreateContainerConfigError', "couldn't find key url in ConfigMap shop/settings"),
      ],
    },
  },
);

const account = { serviceAccountName: 'settings' };

ruleTable(
  missingServiceAccount,
  {
    'pods cannot be made': {
      objects: [maker('Deployment', account, { status: { replicas: 0 } })],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.template.spec.serviceAccountName',
        value: 'settings',
        says: 'as which the pods run, does not exist: 1 pod cannot be made',
      },
    },
    'the next pod could not': {
      objects: [maker('Job', account)],
      finding: {
        severity: 'warning',
        about: 'Job/shop/web',
        path: 'spec.template.spec.serviceAccountName',
        says: 'the next pod would not start',
      },
    },
  },
  {
    'it is there': { objects: [maker('Deployment', account), there('ServiceAccount')] },
    'the default one is made by the cluster': {
      objects: [maker('Deployment', {}, { status: { replicas: 0 } }), podOf('lone')],
    },
  },
);

const claim = volumeOf({ persistentVolumeClaim: { claimName: 'settings' } });

ruleTable(
  missingPersistentVolumeClaim,
  {
    'the scheduler waits for it': {
      objects: [
        maker('Deployment', claim),
        waiting(claim, 'ContainerCreating', undefined, {
          node: '',
          status: {
            containerStatuses: [],
            conditions: [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
                message: '0/3 nodes are available: persistentvolumeclaim "settings" not found.',
              },
            ],
          },
        }),
      ],
      finding: {
        severity: 'critical',
        about,
        path: 'spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
        says: '1 pod waits for it',
      },
    },
  },
  {
    'it is there': { objects: [maker('Deployment', claim), there('PersistentVolumeClaim')] },
    'a claim that is made for the pod': {
      objects: [maker('Deployment', volumeOf({ ephemeral: { volumeClaimTemplate: { spec: {} } } }))],
    },
  },
);

const pull = { imagePullSecrets: [{ name: 'settings' }] };
const pullPath = 'spec.template.spec.imagePullSecrets[0].name';

ruleTable(
  missingPullSecret,
  {
    'private images would not be pulled': {
      objects: [maker('Deployment', pull), running(pull)],
      finding: { severity: 'warning', about, path: pullPath, says: 'private images would not be pulled' },
    },
    'the registry refuses': {
      objects: [maker('Deployment', pull), waiting(pull, 'ErrImagePull', 'failed to authorize: 401 Unauthorized')],
      finding: { severity: 'critical', about, path: pullPath, says: 'the registry refuses the images of 1 pod' },
    },
    'the image does not exist: that is no refusal': {
      objects: [maker('Deployment', pull), waiting(pull, 'ErrImagePull', 'registry.example/web:9: not found')],
      finding: { severity: 'warning', about, path: pullPath, says: 'private images' },
    },
  },
  { 'it is there': { objects: [maker('Deployment', pull), there('Secret')] } },
);

const priority = { priorityClassName: 'settings' };

ruleTable(
  missingPriorityClass,
  {
    'pods cannot be made': {
      objects: [maker('DaemonSet', priority, { status: { desiredNumberScheduled: 2, currentNumberScheduled: 0 } })],
      finding: {
        severity: 'critical',
        about: 'DaemonSet/shop/web',
        path: 'spec.template.spec.priorityClassName',
        says: '2 pods cannot be made',
      },
    },
  },
  {
    'it is there': {
      objects: [
        maker('Deployment', priority),
        object('scheduling.k8s.io/v1', 'PriorityClass', 'settings', {}, { namespace: undefined }),
      ],
    },
    'one of the cluster’s own': { objects: [maker('Deployment', { priorityClassName: 'system-node-critical' })] },
    'a pod that has its priority': { objects: [podOf('lone', { spec: priority })] },
  },
);

ruleTable(
  missingRuntimeClass,
  {
    'the next pod could not be made': {
      objects: [maker('Deployment', { runtimeClassName: 'gvisor' })],
      finding: {
        severity: 'warning',
        about,
        path: 'spec.template.spec.runtimeClassName',
        value: 'gvisor',
        says: 'by which the pods are run',
        remedy: 'Create RuntimeClass gvisor, or',
      },
    },
  },
  {
    'it is there': {
      objects: [
        maker('Deployment', { runtimeClassName: 'gvisor' }),
        object('node.k8s.io/v1', 'RuntimeClass', 'gvisor', {}, { namespace: undefined }),
      ],
    },
  },
);

function mounting(kind: 'configMap' | 'secret'): object {
  const name = kind === 'secret' ? { secretName: 'settings' } : { name: 'settings' };
  return waiting(volumeOf({ [kind]: { ...name, items: [{ key: 'url', path: 'url' }] } }), 'ContainerCreating');
}

function failedMount(words: string): object {
  return event('FailedMount', `MountVolume.SetUp failed for volume "config" : ${words}`, '2026-11-25T13:58:00Z');
}

function event(reason: string, message: string, lastTimestamp: string): object {
  return object('v1', 'Event', `web-b-1.${reason}`, {
    involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web-b-1', uid: 'uid-Pod-web-b-1' },
    type: 'Warning',
    reason,
    message,
    lastTimestamp,
    count: 3,
  });
}
