/** A pod as large clusters have them: some 10 KB of JSON, 40 % of it managedFields; deterministic, in the field order of Go. */
export function largePod(index: number): object {
  const app = `checkout-${index % 40}`;
  const namespace = `team-${index % 200}`;
  const name = `${app}-7d9f8b6c5d-${index.toString(36).padStart(5, '0')}`;
  const startedAt = new Date(Date.parse('2026-11-25T10:00:00Z') - index * 1000).toISOString().replace('.000Z', 'Z');
  const sick = index % 33 === 0;
  const containers =
    index % 4 === 0 ? [container(app, index), container('istio-proxy', index)] : [container(app, index)];
  return {
    metadata: {
      name,
      generateName: `${app}-7d9f8b6c5d-`,
      namespace,
      uid: hex(index, 32),
      resourceVersion: String(900_000 + index),
      creationTimestamp: startedAt,
      labels: {
        app,
        team: namespace,
        version: `v${index % 7}`,
        'pod-template-hash': '7d9f8b6c5d',
        'istio.io/rev': 'default',
      },
      annotations: {
        'prometheus.io/scrape': 'true',
        'prometheus.io/port': '9090',
        'cni.projectcalico.org/containerID': hex(index + 1, 64),
        'checksum/config': hex(index % 50, 64),
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `${app}-7d9f8b6c5d`,
          uid: hex(index % 40, 32),
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
      managedFields: [managed('kube-controller-manager', containers, startedAt), managedStatus(startedAt)],
    },
    spec: {
      volumes: ['config', 'tmp', 'kube-api-access-x7k2p'].map((volume) =>
        volume === 'config'
          ? { name: volume, configMap: { name: `${app}-config`, defaultMode: 420 } }
          : { name: volume, emptyDir: {} },
      ),
      containers,
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      serviceAccountName: app,
      nodeName: `node-${index % 100}`,
      securityContext: { runAsUser: 1000, fsGroup: 1000 },
      schedulerName: 'default-scheduler',
      tolerations: ['not-ready', 'unreachable'].map((key) => ({
        key: `node.kubernetes.io/${key}`,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      })),
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
    },
    status: {
      phase: 'Running',
      conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(
        (type) => ({
          type,
          status: sick && type.includes('Ready') ? 'False' : 'True',
          lastProbeTime: null,
          lastTransitionTime: startedAt,
        }),
      ),
      hostIP: `10.0.${index % 100}.1`,
      podIP: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
      podIPs: [{ ip: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}` }],
      startTime: startedAt,
      containerStatuses: containers.map(({ name: container, image, volumeMounts }) => ({
        name: container,
        state: sick
          ? {
              waiting: {
                reason: 'CrashLoopBackOff',
                message: `back-off 5m0s restarting failed container=${container} pod=${name}`,
              },
            }
          : { running: { startedAt } },
        lastState: sick
          ? {
              terminated: {
                exitCode: 137,
                reason: 'OOMKilled',
                startedAt,
                finishedAt: startedAt,
                containerID: `containerd://${hex(index, 64)}`,
              },
            }
          : {},
        ready: !sick,
        restartCount: sick ? index % 400 : 0,
        image,
        imageID: `${image}@sha256:${hex(index, 64)}`,
        containerID: `containerd://${hex(index + 2, 64)}`,
        started: true,
        volumeMounts,
      })),
      qosClass: 'Burstable',
    },
  };
}

const settings = Array.from({ length: 12 }, (_, number) => `CHECKOUT_SETTING_${number}`);

function container(name: string, index: number) {
  const probe = (path: string) => ({
    httpGet: { path, port: 'http', scheme: 'HTTP' },
    initialDelaySeconds: 10,
    timeoutSeconds: 3,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  });
  return {
    name,
    image: `registry.example.com/team/${name}:1.${index % 40}.${index % 7}`,
    command: ['/bin/server'],
    args: ['--config=/etc/app/config.yaml', '--listen=:8080', `--shard=${index % 32}`],
    ports: [
      { name: 'http', containerPort: 8080, protocol: 'TCP' },
      { name: 'metrics', containerPort: 9090, protocol: 'TCP' },
    ],
    envFrom: [{ configMapRef: { name: `${name}-config` } }],
    env: settings.map((setting, number) =>
      number % 5 === 0
        ? { name: setting, valueFrom: { secretKeyRef: { name: `${name}-secrets`, key: `setting-${number}` } } }
        : {
            name: setting,
            value: `https://service-${number}.team.svc.cluster.local:8443/v1/${hex(index + number, 6)}`,
          },
    ),
    resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '250m', memory: '512Mi' } },
    volumeMounts: [
      { name: 'config', readOnly: true, mountPath: '/etc/app' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'kube-api-access-x7k2p', readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
    ],
    livenessProbe: probe('/healthz'),
    readinessProbe: probe('/readyz'),
    lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 10'] } } },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: 'IfNotPresent',
    securityContext: { capabilities: { drop: ['ALL'] }, runAsNonRoot: true, readOnlyRootFilesystem: true },
  };
}

/** FieldsV1: each field of each item that a manager has set. */
function managed(manager: string, containers: readonly { readonly name: string }[], time: string): object {
  const probe = {
    '.': {},
    ...set('failureThreshold', 'httpGet', 'initialDelaySeconds', 'periodSeconds', 'successThreshold', 'timeoutSeconds'),
  };
  const entries = containers.map(({ name }): [string, object] => [
    `k:{"name":"${name}"}`,
    {
      '.': {},
      ...set(
        'args',
        'command',
        'image',
        'imagePullPolicy',
        'name',
        'terminationMessagePath',
        'terminationMessagePolicy',
        'envFrom',
      ),
      'f:env': Object.fromEntries(
        settings.map((setting) => [`k:{"name":"${setting}"}`, { '.': {}, ...set('name', 'value') }]),
      ),
      'f:livenessProbe': probe,
      'f:readinessProbe': probe,
      'f:ports': Object.fromEntries(
        [8080, 9090].map((port) => [
          `k:{"containerPort":${port},"protocol":"TCP"}`,
          { '.': {}, ...set('containerPort', 'name', 'protocol') },
        ]),
      ),
      'f:resources': {
        '.': {},
        'f:limits': { '.': {}, ...set('cpu', 'memory') },
        'f:requests': { '.': {}, ...set('cpu', 'memory') },
      },
      'f:securityContext': { '.': {}, ...set('allowPrivilegeEscalation', 'readOnlyRootFilesystem', 'runAsNonRoot') },
      'f:volumeMounts': Object.fromEntries(
        ['/etc/app', '/tmp'].map((path) => [
          `k:{"mountPath":"${path}"}`,
          { '.': {}, ...set('mountPath', 'name', 'readOnly') },
        ]),
      ),
    },
  ]);
  return {
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: {
      'f:metadata': {
        'f:annotations': { '.': {}, ...set('checksum/config', 'prometheus.io/port') },
        'f:labels': { '.': {}, ...set('app', 'team', 'version') },
      },
      'f:spec': {
        'f:containers': Object.fromEntries(entries),
        ...set(
          'dnsPolicy',
          'enableServiceLinks',
          'restartPolicy',
          'schedulerName',
          'serviceAccount',
          'terminationGracePeriodSeconds',
        ),
      },
    },
  };
}

function managedStatus(time: string): object {
  const conditions = ['ContainersReady', 'Initialized', 'Ready', 'PodReadyToStartContainers'].map(
    (type): [string, object] => [
      `k:{"type":"${type}"}`,
      { '.': {}, ...set('lastProbeTime', 'lastTransitionTime', 'status', 'type') },
    ],
  );
  return {
    manager: 'kubelet',
    operation: 'Update',
    apiVersion: 'v1',
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: {
      'f:status': {
        'f:conditions': Object.fromEntries(conditions),
        ...set('containerStatuses', 'hostIP', 'phase', 'podIP', 'podIPs', 'startTime'),
      },
    },
    subresource: 'status',
  };
}

function set(...names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [`f:${name}`, {}]));
}

/** Digits that look random and are the same each time (a linear congruential generator). */
function hex(seed: number, length: number): string {
  let state = seed + 1;
  let digits = '';
  while (digits.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    digits += state.toString(16).padStart(8, '0');
  }
  return digits.slice(0, length);
}
