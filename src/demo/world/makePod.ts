import type { Json, JsonObject } from '../../core/json.ts';
import { asObject, listAt, mapAt, textAt, valueAt, without } from '../kubeObject.ts';
import { withDefaults } from './withDefaults.ts';
import { ownerReference, revisionHash, type PodPlan } from './expandWorkload.ts';
import { suffixOf } from './identity.ts';
import { podOnlyDefaults } from './podDefaults.ts';

/**
 * The pod of a plan, as the controller creates and the admission plugins complete it. `status` is what the entry says and no more: the rest
 * is the kubelet's (kubeletStatus).
 */
export function makePod({ entry, owner, template, ordinal }: PodPlan): JsonObject {
  const ownerName = textAt(owner, 'metadata.name') ?? '';
  const isStateful = textAt(owner, 'kind') === 'StatefulSet';
  const name = `${ownerName}-${isStateful ? ordinal : (textAt(entry, 'name') ?? suffixOf(ownerName, String(ordinal)))}`;
  const labels = {
    ...mapAt(template, 'metadata.labels'),
    ...(isStateful
      ? {
          'apps.kubernetes.io/pod-index': String(ordinal),
          'controller-revision-hash': `${ownerName}-${revisionHash(owner)}`,
          'statefulset.kubernetes.io/pod-name': name,
        }
      : {}),
  };
  const annotations = mapAt(template, 'metadata.annotations');
  const node = textAt(entry, 'node');
  const spec: JsonObject = {
    ...mapAt(template, 'spec'),
    ...(node === undefined ? {} : { nodeName: node }),
    ...(isStateful ? { hostname: name, subdomain: textAt(owner, 'spec.serviceName') } : {}),
    ...(isStateful ? claims(owner, template, name) : {}),
    ...(textAt(owner, 'kind') === 'DaemonSet' ? { affinity: pinnedTo(node ?? '') } : {}),
  };
  return admitted({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      generateName: `${ownerName}-`,
      namespace: textAt(owner, 'metadata.namespace'),
      creationTimestamp: textAt(entry, 'born'),
      labels,
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ownerReferences: [ownerReference(owner)],
      generation: 1,
    },
    spec,
    ...directives(entry),
  });
}

/** What the kubelet's part and the metrics are made from, carried until they are. */
function directives(entry: JsonObject): JsonObject {
  const rest = Object.entries(without(entry, 'name', 'node', 'born'));
  return Object.fromEntries(rest.map(([key, value]) => [`$${key}`, value]));
}

/** A claim of a StatefulSet's template is a volume of each pod. */
function claims(owner: JsonObject, template: JsonObject, pod: string): JsonObject {
  const volumes = listAt(owner, 'spec.volumeClaimTemplates').map((claim) => {
    const name = textAt(claim, 'metadata.name') ?? '';
    return { name, persistentVolumeClaim: { claimName: `${name}-${pod}` } };
  });
  return { volumes: [...volumes, ...listAt(template, 'spec.volumes')] };
}

/** The DaemonSet controller chooses the node by affinity; the scheduler binds. */
function pinnedTo(node: string): JsonObject {
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
      },
    },
  };
}

const evictedAfter = 300;
const unreachable: readonly JsonObject[] = ['not-ready', 'unreachable'].map((condition) => ({
  key: `node.kubernetes.io/${condition}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: evictedAfter,
}));

const priorities: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

/** What the server fills in of pods alone, and the admission plugins that write into each: ServiceAccount, DefaultTolerationSeconds, Priority. */
export function admitted(pod: JsonObject): JsonObject {
  const isStatic = listAt(pod, 'metadata.ownerReferences').some((owner) => textAt(owner, 'kind') === 'Node');
  const tolerations = listAt(pod, 'spec.tolerations');
  const toleratesAll = tolerations.some(
    (one) => textAt(one, 'operator') === 'Exists' && textAt(one, 'key') === undefined,
  );
  const account = textAt(pod, 'spec.serviceAccountName') ?? 'default';
  const withToken = !isStatic && valueAt(pod, 'spec.automountServiceAccountToken') !== false;
  const spec = withDefaults(podOnlyDefaults(mapAt(pod, 'spec')), {
    ...(isStatic ? {} : { serviceAccountName: account, serviceAccount: account }),
    enableServiceLinks: true,
    preemptionPolicy: 'PreemptLowerPriority',
    priority: priorities[textAt(pod, 'spec.priorityClassName') ?? ''] ?? 0,
  });
  const completed = {
    ...spec,
    ...(isStatic || toleratesAll ? {} : { tolerations: [...tolerations, ...unreachable] }),
  };
  return {
    ...pod,
    spec: withToken ? withTokenVolume(completed, suffixOf('token', textAt(pod, 'metadata.name') ?? '')) : completed,
  };
}

function withTokenVolume(spec: JsonObject, suffix: string): JsonObject {
  const name = `kube-api-access-${suffix}`;
  const mount = { name, readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' };
  const mounted = (list: readonly Json[]): readonly Json[] =>
    list.map((container) => ({ ...asObject(container), volumeMounts: [...listAt(container, 'volumeMounts'), mount] }));
  return {
    ...spec,
    containers: mounted(listAt(spec, 'containers')),
    ...(spec.initContainers === undefined ? {} : { initContainers: mounted(listAt(spec, 'initContainers')) }),
    volumes: [...listAt(spec, 'volumes'), { name, projected: tokenSources }],
  };
}

const tokenSources: JsonObject = {
  defaultMode: 420,
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] },
    },
  ],
};
