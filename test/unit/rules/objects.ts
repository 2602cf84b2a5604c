/** Objects of small worlds, with the fields that a server fills in. Namespace `shop`, four hours old, unless said otherwise. */
type Fields = Readonly<Record<string, unknown>>;

export const created = '2026-11-25T10:00:00Z';

function object(
  apiVersion: string,
  kind: string,
  name: string,
  fields: Fields,
  namespace: string | undefined = 'shop',
): object {
  const { metadata, ...rest } = fields;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === '' ? {} : { namespace }),
      uid: `uid-${kind}-${name}`,
      creationTimestamp: created,
      ...(typeof metadata === 'object' ? metadata : {}),
    },
    ...rest,
  };
}

/** Selects app=<name> on port 80 → 8080. */
export function service(name: string, spec: Fields = {}, fields: Fields = {}): object {
  return object('v1', 'Service', name, {
    ...fields,
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.96.0.10',
      selector: { app: name },
      ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
      ...spec,
    },
  });
}

export interface PodOptions {
  readonly labels?: Fields;
  readonly ready?: boolean;
  /** When Ready last changed. */
  readonly since?: string;
  readonly phase?: string;
  readonly ip?: string;
  readonly node?: string;
  readonly waiting?: string;
  readonly ports?: readonly Fields[];
  readonly spec?: Fields;
  readonly status?: Fields;
  readonly metadata?: Fields;
  /** `ReplicaSet/web-5c8f6`, `Job/once`. */
  readonly owner?: string;
}

export function pod(name: string, options: PodOptions = {}): object {
  const { labels = { app: name.split('-')[0] ?? name }, phase = 'Running', owner } = options;
  const {
    ready = true,
    since = created,
    ip = '10.0.0.7',
    node = 'node-1',
    waiting,
    ports = [{ containerPort: 8080 }],
  } = options;
  const [ownerKind, ownerName] = (owner ?? '').split('/');
  return object('v1', 'Pod', name, {
    metadata: {
      labels,
      ...(owner === undefined
        ? {}
        : {
            ownerReferences: [{ apiVersion: 'apps/v1', kind: ownerKind, name: ownerName, uid: 'o', controller: true }],
          }),
      ...options.metadata,
    },
    spec: { nodeName: node, containers: [{ name: 'main', image: 'shop/app:1', ports }], ...options.spec },
    status: {
      phase,
      ...(ip === '' ? {} : { podIP: ip, podIPs: [{ ip }] }),
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: since }],
      containerStatuses: [
        {
          name: 'main',
          ready,
          restartCount: waiting === 'CrashLoopBackOff' ? 7 : 0,
          state: waiting === undefined ? { running: { startedAt: created } } : { waiting: { reason: waiting } },
          ...(waiting === 'CrashLoopBackOff' ? { lastState: { terminated: { exitCode: 1, reason: 'Error' } } } : {}),
        },
      ],
      ...options.status,
    },
  });
}

/** What the endpoint controller writes for a Service. */
export function slice(of: string, endpoints: readonly Fields[], fields: Fields = {}): object {
  return object('discovery.k8s.io/v1', 'EndpointSlice', `${of}-x7k2p`, {
    metadata: {
      labels: {
        'kubernetes.io/service-name': of,
        'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      },
    },
    addressType: 'IPv4',
    endpoints,
    ports: [{ name: '', port: 8080, protocol: 'TCP' }],
    ...fields,
  });
}

export function endpoint(pod: string, ready = true, ip = '10.0.0.7', node = 'node-1'): Fields {
  return {
    addresses: [ip],
    conditions: { ready, serving: ready, terminating: false },
    nodeName: node,
    targetRef: { kind: 'Pod', name: pod, namespace: 'shop' },
  };
}

export function workload(
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'ReplicaSet',
  name: string,
  replicas: number,
  labels: Fields = { app: name },
): object {
  return object('apps/v1', kind, name, {
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main' }] } },
    },
  });
}

/** Host shop.example, one path / to port 80 of a Service. */
export function ingress(
  name: string,
  backend: string,
  options: {
    readonly spec?: Fields;
    readonly port?: Fields;
    readonly address?: string;
    readonly metadata?: Fields;
    readonly path?: string;
  } = {},
): object {
  const { spec = {}, port = { number: 80 }, address, path = '/' } = options;
  return object('networking.k8s.io/v1', 'Ingress', name, {
    metadata: options.metadata ?? {},
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'shop.example',
          http: { paths: [{ path, pathType: 'Prefix', backend: { service: { name: backend, port } } }] },
        },
      ],
      ...spec,
    },
    status: { loadBalancer: address === undefined ? {} : { ingress: [{ ip: address }] } },
  });
}

export function ingressClass(name: string, annotations: Fields = {}, controller = 'k8s.io/ingress-nginx'): object {
  return object('networking.k8s.io/v1', 'IngressClass', name, { metadata: { annotations }, spec: { controller } }, '');
}

const gatewayApi = 'gateway.networking.k8s.io/v1';

export function gatewayClass(name: string, conditions: readonly Fields[] = []): object {
  return object(
    gatewayApi,
    'GatewayClass',
    name,
    { spec: { controllerName: 'example.com/gateway' }, status: { conditions } },
    '',
  );
}

/** Class `public`, one listener `web` on port 80 for *.example. */
export function gateway(name: string, spec: Fields = {}, status: Fields = {}, namespace = 'shop'): object {
  return object(
    gatewayApi,
    'Gateway',
    name,
    {
      spec: {
        gatewayClassName: 'public',
        listeners: [{ name: 'web', port: 80, protocol: 'HTTP', hostname: '*.example' }],
        ...spec,
      },
      status,
    },
    namespace,
  );
}

/** Attached to Gateway `front`, host shop.example, to port 80 of a Service. */
export function httpRoute(name: string, backend: Fields, spec: Fields = {}, status: Fields = {}): object {
  return object(gatewayApi, 'HTTPRoute', name, {
    spec: {
      parentRefs: [{ name: 'front' }],
      hostnames: ['shop.example'],
      rules: [{ backendRefs: [{ port: 80, ...backend }] }],
      ...spec,
    },
    status,
  });
}

export function referenceGrant(name: string, namespace: string, to: Fields): object {
  return object(
    'gateway.networking.k8s.io/v1beta1',
    'ReferenceGrant',
    name,
    {
      spec: { from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }], to: [to] },
    },
    namespace,
  );
}

export function node(name: string, ready = 'True'): object {
  const allocatable = { cpu: '4', memory: '16Gi', pods: '110' };
  return object('v1', 'Node', name, { status: { allocatable, conditions: [{ type: 'Ready', status: ready }] } }, '');
}

export function namespaceObject(name: string, labels: Fields = {}): object {
  return object('v1', 'Namespace', name, { metadata: { labels } }, '');
}

export function inNamespace(namespace: string, one: object): object {
  return 'metadata' in one && typeof one.metadata === 'object'
    ? { ...one, metadata: { ...one.metadata, namespace } }
    : one;
}

/** The cluster's DNS Service with endpoints in these states of readiness. */
export function clusterDns(...ready: readonly boolean[]): readonly object[] {
  const labels = { 'k8s-app': 'kube-dns' };
  return [
    service('kube-dns', { selector: labels }, { metadata: { labels } }),
    slice(
      'kube-dns',
      ready.map((each, index) => endpoint(`coredns-${index}`, each, `10.0.9.${index + 1}`)),
    ),
  ].map((one) => inNamespace('kube-system', one));
}
