import type { JsonObject } from '../../core/json.ts';
import { mapAt, textAt } from '../kubeObject.ts';
import { withDefaults, withEach, withMap } from './withDefaults.ts';

const containerLists = ['initContainers', 'containers'] as const;

/** What the API server fills in of a pod's spec, in a template too. Source: kubernetes/pkg/apis/core/v1/defaults.go. */
export function podSpecDefaults(spec: JsonObject): JsonObject {
  const account = textAt(spec, 'serviceAccountName');
  const filled = withDefaults(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    ...(account === undefined ? {} : { serviceAccount: account }),
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  return withEach(withEach(filled, containerLists, containerDefaults), ['volumes'], volumeDefaults);
}

/**
 * What is filled in of pods only, while a template is kept as it was written: a limit without a request is the request too, and a port on the
 * host's network is the host's port.
 */
export function podOnlyDefaults(spec: JsonObject): JsonObject {
  return withEach(spec, containerLists, (container) => {
    const limits = mapAt(container, 'resources.limits');
    const asked =
      Object.keys(limits).length === 0 ? container : withDefaults(container, { resources: { requests: limits } });
    if (spec.hostNetwork !== true) return asked;
    return withEach(asked, ['ports'], (port) => withDefaults(port, { hostPort: port.containerPort }));
  });
}

function containerDefaults(container: JsonObject): JsonObject {
  const image = textAt(container, 'image') ?? '';
  const isLatest = !/[:@][^/]*$/.test(image) || image.endsWith(':latest');
  let filled = withDefaults(container, {
    resources: {},
    imagePullPolicy: isLatest ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  filled = withEach(filled, ['ports'], (port) => withDefaults(port, { protocol: 'TCP' }));
  filled = withEach(filled, ['env'], (variable) => withMap(variable, 'valueFrom', sourceDefaults));
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe'])
    filled = withMap(filled, probe, probeDefaults);
  return withMap(filled, 'lifecycle', (hooks) => withMap(withMap(hooks, 'preStop', httpGet), 'postStart', httpGet));
}

function httpGet(handler: JsonObject): JsonObject {
  return withMap(handler, 'httpGet', (get) => withDefaults(get, { path: '/', scheme: 'HTTP' }));
}

/** Of an environment variable and of a file of the downward API. */
function sourceDefaults(source: JsonObject): JsonObject {
  const field = withMap(source, 'fieldRef', (reference) => withDefaults(reference, { apiVersion: 'v1' }));
  return withMap(field, 'resourceFieldRef', (reference) => withDefaults(reference, { divisor: '0' }));
}

function probeDefaults(probe: JsonObject): JsonObject {
  const filled = withDefaults(probe, {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  });
  return withMap(httpGet(filled), 'grpc', (grpc) => withDefaults(grpc, { service: '' }));
}

/** 0644 */
const fileMode = 420;

function volumeDefaults(volume: JsonObject): JsonObject {
  let filled = withMap(volume, 'hostPath', (path) => withDefaults(path, { type: '' }));
  for (const kind of ['configMap', 'secret', 'downwardAPI', 'projected'])
    filled = withMap(filled, kind, (source) => withDefaults(source, { defaultMode: fileMode }));
  filled = withMap(filled, 'downwardAPI', downwardDefaults);
  return withMap(filled, 'projected', (projected) => withEach(projected, ['sources'], projectedDefaults));
}

function projectedDefaults(source: JsonObject): JsonObject {
  const token = withMap(source, 'serviceAccountToken', (one) => withDefaults(one, { expirationSeconds: 3600 }));
  return withMap(token, 'downwardAPI', downwardDefaults);
}

function downwardDefaults(source: JsonObject): JsonObject {
  return withEach(source, ['items'], sourceDefaults);
}
