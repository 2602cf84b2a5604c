import type { Json, JsonObject } from '../../core/json.ts';
import { asObject, isObject, listAt, mapAt, textAt, valueAt } from '../kubeObject.ts';

/** Fields that are not there are taken from `defaults`; maps are filled in, lists are not. */
export function withDefaults(value: JsonObject, defaults: JsonObject): JsonObject {
  const filled: Record<string, Json | undefined> = { ...value };
  for (const [key, fallback] of Object.entries(defaults)) {
    const own = value[key];
    if (own === undefined) filled[key] = fallback;
    else if (isObject(own) && isObject(fallback)) filled[key] = withDefaults(own, fallback);
  }
  return filled;
}

const each = (list: Json | undefined, change: (entry: JsonObject) => JsonObject): Json | undefined =>
  Array.isArray(list) ? list.map((entry: Json) => change(asObject(entry))) : list;

/** What the API server fills in of each kind. Source: kubernetes/pkg/apis/*\/v1/defaults.go. */
const byKind: Readonly<Record<string, (object: JsonObject) => JsonObject>> = {
  Deployment: (object) =>
    withTemplate(object, {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy:
        textAt(object, 'spec.strategy.type') === 'Recreate'
          ? { type: 'Recreate' }
          : { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
    }),
  ReplicaSet: (object) => withTemplate(object, { replicas: 1 }),
  StatefulSet: (object) =>
    withTemplate(object, {
      replicas: 1,
      revisionHistoryLimit: 10,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    }),
  DaemonSet: (object) =>
    withTemplate(
      withDefaults(object, { metadata: { annotations: { 'deprecated.daemonset.template.generation': '1' } } }),
      {
        revisionHistoryLimit: 10,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      },
    ),
  Job: (object) =>
    withTemplate(object, {
      parallelism: 1,
      completions: 1,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      suspend: false,
      manualSelector: false,
      podReplacementPolicy: 'TerminatingOrFailed',
    }),
  CronJob: (object) => {
    const filled = withDefaults(object, {
      spec: { concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 },
    });
    const template = mapAt(filled, 'spec.jobTemplate');
    return { ...filled, spec: { ...mapAt(filled, 'spec'), jobTemplate: withTemplate(template, {}) } };
  },
  Pod: (object) => ({ ...object, spec: podSpecDefaults(mapAt(object, 'spec')) }),
  Service: serviceDefaults,
  Namespace: (object) =>
    withDefaults(object, {
      metadata: { labels: { 'kubernetes.io/metadata.name': textAt(object, 'metadata.name') ?? '' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    }),
  Lease: (object) => {
    const { acquireTime } = mapAt(object, 'spec');
    if (typeof acquireTime !== 'string') return object;
    return { ...object, spec: { ...mapAt(object, 'spec'), acquireTime: acquireTime.replace('Z', '.000000Z') } };
  },
  Secret: (object) => withDefaults(object, { type: 'Opaque' }),
};

/** An object of a world as the API server would have stored it. */
export function serverDefaults(object: JsonObject): JsonObject {
  return byKind[textAt(object, 'kind') ?? '']?.(object) ?? object;
}

function withTemplate(object: JsonObject, specDefaults: JsonObject): JsonObject {
  const spec = withDefaults(mapAt(object, 'spec'), specDefaults);
  const template = mapAt(spec, 'template');
  return { ...object, spec: { ...spec, template: { ...template, spec: podSpecDefaults(mapAt(template, 'spec')) } } };
}

function podSpecDefaults(spec: JsonObject): JsonObject {
  const account = textAt(spec, 'serviceAccountName');
  const filled = withDefaults(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    ...(account === undefined ? {} : { serviceAccount: account }),
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  return {
    ...filled,
    containers: each(filled.containers, containerDefaults),
    ...(filled.initContainers === undefined ? {} : { initContainers: each(filled.initContainers, containerDefaults) }),
    ...(filled.volumes === undefined ? {} : { volumes: each(filled.volumes, volumeDefaults) }),
  };
}

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

export function containerDefaults(container: JsonObject): JsonObject {
  const image = textAt(container, 'image') ?? '';
  const isLatest = !/[:@][^/]*$/.test(image) || image.endsWith(':latest');
  const resources = mapAt(container, 'resources');
  const limits = mapAt(resources, 'limits');
  // A limit without a request is the request too.
  const requests =
    Object.keys(limits).length === 0 ? {} : { requests: withDefaults(mapAt(resources, 'requests'), limits) };
  const filled = withDefaults(container, {
    imagePullPolicy: isLatest ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  return {
    ...filled,
    resources: { ...resources, ...requests },
    ...(filled.ports === undefined
      ? {}
      : { ports: each(filled.ports, (port) => withDefaults(port, { protocol: 'TCP' })) }),
    ...(filled.env === undefined ? {} : { env: each(filled.env, envDefaults) }),
    ...Object.fromEntries(
      probes.filter((name) => isObject(filled[name])).map((name) => [name, probeDefaults(mapAt(filled, name))]),
    ),
  };
}

function envDefaults(variable: JsonObject): JsonObject {
  return valueAt(variable, 'valueFrom.fieldRef') === undefined
    ? variable
    : withDefaults(variable, { valueFrom: { fieldRef: { apiVersion: 'v1' } } });
}

function probeDefaults(probe: JsonObject): JsonObject {
  return withDefaults(probe, {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
    ...(probe.httpGet === undefined ? {} : { httpGet: { path: '/', scheme: 'HTTP' } }),
    ...(probe.grpc === undefined ? {} : { grpc: { service: '' } }),
  });
}

/** 0644 */
const fileMode = 420;

function volumeDefaults(volume: JsonObject): JsonObject {
  return withDefaults(volume, {
    ...(volume.configMap === undefined ? {} : { configMap: { defaultMode: fileMode } }),
    ...(volume.secret === undefined ? {} : { secret: { defaultMode: fileMode } }),
    ...(volume.projected === undefined ? {} : { projected: { defaultMode: fileMode } }),
    ...(volume.hostPath === undefined ? {} : { hostPath: { type: '' } }),
  });
}

function serviceDefaults(service: JsonObject): JsonObject {
  const type = textAt(service, 'spec.type') ?? 'ClusterIP';
  const address = textAt(service, 'spec.clusterIP');
  const isExternalName = type === 'ExternalName';
  const ports = listAt(service, 'spec.ports').map((port) =>
    withDefaults(asObject(port), { protocol: 'TCP', targetPort: valueAt(port, 'port') }),
  );
  return withDefaults(
    { ...service, spec: { ...mapAt(service, 'spec'), ...(ports.length === 0 ? {} : { ports }) } },
    {
      spec: {
        type,
        sessionAffinity: 'None',
        ...(isExternalName
          ? {}
          : {
              ...(address === undefined ? {} : { clusterIPs: [address] }),
              internalTrafficPolicy: 'Cluster',
              ipFamilies: ['IPv4'],
              ipFamilyPolicy: 'SingleStack',
            }),
        ...(type === 'LoadBalancer' ? { externalTrafficPolicy: 'Cluster', allocateLoadBalancerNodePorts: true } : {}),
      },
      status: { loadBalancer: {} },
    },
  );
}
