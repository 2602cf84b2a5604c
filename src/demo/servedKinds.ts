/** One resource that the demo cluster serves, as discovery tells of it. */
export interface ServedKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** Plural, as in the path. */
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly verbs: readonly string[];
  /** Fields that a fieldSelector may name besides metadata.name and metadata.namespace. */
  readonly fields?: readonly string[];
  /** The resource name under which the objects are stored, where one object is served by two groups. */
  readonly storedAs?: string;
  /** What the server warns of whoever reads it. */
  readonly deprecation?: string;
}

const reading = ['get', 'list', 'watch'] as const;
const every = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const;

type Details = Partial<Pick<ServedKind, 'shortNames' | 'categories' | 'fields' | 'verbs' | 'storedAs' | 'deprecation'>>;

function served(scope: 'namespace' | 'cluster', apiVersion: string, resource: string, kind: string, details?: Details) {
  const slash = apiVersion.indexOf('/');
  return {
    group: slash === -1 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    resource,
    kind,
    namespaced: scope === 'namespace',
    verbs: every,
    ...details,
  } satisfies ServedKind;
}

const all = ['all'] as const;

/**
 * Names, short names, categories and verbs are those of Kubernetes 1.36; what would change what is served here can only be read. Field selectors: AddFieldLabelConversionFunc
 * in kubernetes/pkg/apis/*\/conversion.go, all others take the name and the namespace only.
 */
export const servedKinds: readonly ServedKind[] = [
  served('namespace', 'v1', 'configmaps', 'ConfigMap', { shortNames: ['cm'] }),
  served('namespace', 'v1', 'endpoints', 'Endpoints', {
    shortNames: ['ep'],
    deprecation: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  }),
  served('namespace', 'v1', 'events', 'Event', {
    shortNames: ['ev'],
    fields: [
      ...['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map(
        (field) => `involvedObject.${field}`,
      ),
      'reason',
      'reportingComponent',
      'source',
      'type',
    ],
  }),
  served('namespace', 'v1', 'limitranges', 'LimitRange', { shortNames: ['limits'] }),
  served('cluster', 'v1', 'namespaces', 'Namespace', { shortNames: ['ns'], fields: ['status.phase'] }),
  served('cluster', 'v1', 'nodes', 'Node', { shortNames: ['no'], fields: ['spec.unschedulable'] }),
  served('namespace', 'v1', 'persistentvolumeclaims', 'PersistentVolumeClaim', { shortNames: ['pvc'] }),
  served('cluster', 'v1', 'persistentvolumes', 'PersistentVolume', { shortNames: ['pv'] }),
  served('namespace', 'v1', 'pods', 'Pod', {
    shortNames: ['po'],
    categories: all,
    fields: [
      'spec.nodeName',
      'spec.restartPolicy',
      'spec.schedulerName',
      'spec.serviceAccountName',
      'spec.hostNetwork',
      'status.phase',
      'status.podIP',
      'status.podIPs',
      'status.nominatedNodeName',
    ],
  }),
  served('namespace', 'v1', 'replicationcontrollers', 'ReplicationController', {
    shortNames: ['rc'],
    categories: all,
    fields: ['status.replicas'],
  }),
  served('namespace', 'v1', 'resourcequotas', 'ResourceQuota', { shortNames: ['quota'] }),
  served('namespace', 'v1', 'secrets', 'Secret', { fields: ['type'] }),
  served('namespace', 'v1', 'serviceaccounts', 'ServiceAccount', { shortNames: ['sa'] }),
  served('namespace', 'v1', 'services', 'Service', {
    shortNames: ['svc'],
    categories: all,
    fields: ['spec.clusterIP', 'spec.type'],
  }),
  served(
    'cluster',
    'admissionregistration.k8s.io/v1',
    'mutatingwebhookconfigurations',
    'MutatingWebhookConfiguration',
    {
      categories: ['api-extensions'],
    },
  ),
  served(
    'cluster',
    'admissionregistration.k8s.io/v1',
    'validatingwebhookconfigurations',
    'ValidatingWebhookConfiguration',
    { categories: ['api-extensions'] },
  ),
  served('cluster', 'apiextensions.k8s.io/v1', 'customresourcedefinitions', 'CustomResourceDefinition', {
    shortNames: ['crd', 'crds'],
    categories: ['api-extensions'],
    verbs: reading,
  }),
  served('cluster', 'apiregistration.k8s.io/v1', 'apiservices', 'APIService', {
    categories: ['api-extensions'],
    verbs: reading,
  }),
  served('namespace', 'apps/v1', 'controllerrevisions', 'ControllerRevision'),
  served('namespace', 'apps/v1', 'daemonsets', 'DaemonSet', { shortNames: ['ds'], categories: all }),
  served('namespace', 'apps/v1', 'deployments', 'Deployment', { shortNames: ['deploy'], categories: all }),
  served('namespace', 'apps/v1', 'replicasets', 'ReplicaSet', { shortNames: ['rs'], categories: all }),
  served('namespace', 'apps/v1', 'statefulsets', 'StatefulSet', { shortNames: ['sts'], categories: all }),
  served('namespace', 'autoscaling/v2', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler', {
    shortNames: ['hpa'],
    categories: all,
  }),
  served('namespace', 'batch/v1', 'cronjobs', 'CronJob', { shortNames: ['cj'], categories: all }),
  served('namespace', 'batch/v1', 'jobs', 'Job', { categories: all, fields: ['status.successful'] }),
  served('namespace', 'coordination.k8s.io/v1', 'leases', 'Lease'),
  served('namespace', 'discovery.k8s.io/v1', 'endpointslices', 'EndpointSlice'),
  served('namespace', 'events.k8s.io/v1', 'events', 'Event', {
    shortNames: ['ev'],
    storedAs: 'events',
    verbs: reading,
    fields: [
      ...['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map(
        (field) => `regarding.${field}`,
      ),
      'reason',
      'reportingController',
      'type',
    ],
  }),
  served('cluster', 'metrics.k8s.io/v1beta1', 'nodes', 'NodeMetrics', { verbs: ['get', 'list'] }),
  served('namespace', 'metrics.k8s.io/v1beta1', 'pods', 'PodMetrics', { verbs: ['get', 'list'] }),
  served('cluster', 'networking.k8s.io/v1', 'ingressclasses', 'IngressClass'),
  served('namespace', 'networking.k8s.io/v1', 'ingresses', 'Ingress', { shortNames: ['ing'] }),
  served('namespace', 'networking.k8s.io/v1', 'networkpolicies', 'NetworkPolicy', { shortNames: ['netpol'] }),
  served('namespace', 'policy/v1', 'poddisruptionbudgets', 'PodDisruptionBudget', { shortNames: ['pdb'] }),
  served('cluster', 'rbac.authorization.k8s.io/v1', 'clusterrolebindings', 'ClusterRoleBinding'),
  served('cluster', 'rbac.authorization.k8s.io/v1', 'clusterroles', 'ClusterRole'),
  served('namespace', 'rbac.authorization.k8s.io/v1', 'rolebindings', 'RoleBinding'),
  served('namespace', 'rbac.authorization.k8s.io/v1', 'roles', 'Role'),
  served('cluster', 'scheduling.k8s.io/v1', 'priorityclasses', 'PriorityClass', { shortNames: ['pc'] }),
  served('cluster', 'storage.k8s.io/v1', 'csinodes', 'CSINode'),
  served('cluster', 'storage.k8s.io/v1', 'storageclasses', 'StorageClass', { shortNames: ['sc'] }),
  served('cluster', 'storage.k8s.io/v1', 'volumeattachments', 'VolumeAttachment'),
];

export function apiVersionOf({ group, version }: Pick<ServedKind, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** `pods`, `events`, `pods.metrics.k8s.io`: the name under which the store keeps them. */
export function storageName({ group, resource, storedAs }: ServedKind): string {
  return storedAs ?? (group === '' ? resource : `${resource}.${group}`);
}

/** The kind whose objects a world's document belongs to. */
export function kindOfObject(apiVersion: string, kind: string): ServedKind | undefined {
  return servedKinds.find((served) => served.kind === kind && apiVersionOf(served) === apiVersion);
}
