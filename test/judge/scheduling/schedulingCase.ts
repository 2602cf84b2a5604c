import fc from 'fast-check';

/** A generated cluster, as plain manifests; `seat` is the place of the node in the control plane, 0 to 7. */
export interface SchedulingCase {
  readonly nodes: readonly NodeDraft[];
  readonly pods: readonly PodDraft[];
  readonly candidate: PodDraft;
}

export interface NodeDraft {
  readonly labels: Readonly<Record<string, string>>;
  readonly unschedulable: boolean;
  readonly taints: readonly object[];
  readonly allocatable: Readonly<Record<string, string>>;
}

export interface PodDraft {
  /** Of a pod that runs already. */
  readonly seat: number;
  readonly namespace: 'near' | 'far';
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: Readonly<Record<string, unknown>>;
}

export const zone = 'topology.kubernetes.io/zone';
export const host = 'kubernetes.io/hostname';

const often = <T>(value: T, other: fc.Arbitrary<T>, weight = 3): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(value), weight }, { arbitrary: other, weight: 1 });

const taint = fc.record({
  key: fc.constantFrom('team', 'gpu'),
  value: fc.constantFrom('', 'red', '7'),
  effect: fc.constantFrom('NoSchedule', 'NoExecute', 'PreferNoSchedule'),
});

const node = fc.record({
  labels: fc
    .record({
      zone: fc.constantFrom('a', 'a', 'b', 'c', undefined),
      disk: fc.constantFrom('ssd', 'hdd', undefined),
      rank: fc.constantFrom('1', '5', '10', 'x', undefined),
    })
    .map((labels) =>
      Object.fromEntries(
        Object.entries({ [zone]: labels.zone, disk: labels.disk, rank: labels.rank }).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, value]],
        ),
      ),
    ),
  unschedulable: often(false, fc.constant(true), 7),
  taints: often<readonly object[]>(
    [],
    fc.uniqueArray(taint, { maxLength: 2, selector: ({ key, effect }) => key + effect }),
  ),
  allocatable: fc.record({
    cpu: fc.constantFrom('1', '2', '1500m', '4'),
    memory: fc.constantFrom('1Gi', '2Gi', '4Gi'),
    pods: fc.constantFrom('4', '8', '110', '110'),
    'ephemeral-storage': fc.constantFrom('5Gi', '100Gi'),
    'example.com/card': fc.constantFrom('0', '1', '4'),
  }),
});

const requests = fc
  .record({
    cpu: fc.constantFrom('0', '50m', '100m', '0.3', '500m', '1', '2500u'),
    memory: fc.constantFrom('0', '64Mi', '256Mi', '1Gi', '100M'),
    'ephemeral-storage': fc.constantFrom(undefined, undefined, '1Gi', '6Gi'),
    'example.com/card': fc.constantFrom(undefined, undefined, undefined, '1', '2'),
  })
  .chain((all) =>
    fc.subarray(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))),
  )
  .map((some) => {
    const wanted: Record<string, string> = Object.fromEntries(some);
    const card = wanted['example.com/card'];
    // What is not overcommitted must be limited to what it requests
    return { requests: wanted, ...(card === undefined ? {} : { limits: { 'example.com/card': card } }) };
  });

const labelSelector = fc.oneof(
  fc.record({ matchLabels: fc.constantFrom({ app: 'a' }, { app: 'b' }, { app: 'a', tier: 'x' }) }),
  fc.record({
    matchExpressions: fc.array(
      fc.constantFrom(
        { key: 'app', operator: 'In', values: ['a', 'b'] },
        { key: 'tier', operator: 'Exists' },
        { key: 'tier', operator: 'DoesNotExist' },
        { key: 'app', operator: 'NotIn', values: ['b'] },
      ),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.constant({}),
);

const podTerm = fc
  .record({
    topologyKey: fc.constantFrom(zone, host, 'disk'),
    labelSelector,
    where: fc.constantFrom<object>(
      {},
      {},
      { namespaces: ['far'] },
      { namespaceSelector: {} },
      {
        namespaceSelector: { matchLabels: { kind: 'far' } },
      },
      { namespaces: ['near'], namespaceSelector: { matchLabels: { kind: 'nowhere' } } },
    ),
  })
  .map(({ where, ...term }) => ({ ...term, ...where }));

const required = <T>(term: fc.Arbitrary<T>): fc.Arbitrary<object> =>
  fc
    .array(term, { minLength: 1, maxLength: 2 })
    .map((terms) => ({ requiredDuringSchedulingIgnoredDuringExecution: terms }));

const nodeTerm = fc.record({
  matchExpressions: fc.array(
    fc.constantFrom(
      { key: 'disk', operator: 'In', values: ['ssd'] },
      { key: 'disk', operator: 'NotIn', values: ['ssd'] },
      { key: 'rank', operator: 'Gt', values: ['4'] },
      { key: 'rank', operator: 'Lt', values: ['6'] },
      { key: zone, operator: 'Exists' },
      { key: 'disk', operator: 'DoesNotExist' },
      { key: zone, operator: 'In', values: ['a', 'b'] },
    ),
    { maxLength: 2 },
  ),
  matchFields: often<readonly object[]>(
    [],
    fc.constantFrom<readonly object[]>(
      [{ key: 'metadata.name', operator: 'In', values: ['seat-1'] }],
      [{ key: 'metadata.name', operator: 'NotIn', values: ['seat-0'] }],
    ),
    6,
  ),
});

const nodeAffinity = fc
  .array(nodeTerm, { minLength: 1, maxLength: 2 })
  .map((nodeSelectorTerms) => ({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } }));

const spread = fc
  .record({
    maxSkew: fc.constantFrom(1, 1, 2),
    topologyKey: fc.constantFrom(zone, host),
    whenUnsatisfiable: fc.constantFrom('DoNotSchedule', 'DoNotSchedule', 'ScheduleAnyway'),
    labelSelector,
    minDomains: fc.constantFrom(undefined, undefined, 2, 4),
    nodeAffinityPolicy: fc.constantFrom(undefined, 'Honor', 'Ignore'),
    nodeTaintsPolicy: fc.constantFrom(undefined, 'Honor', 'Ignore'),
    matchLabelKeys: fc.constantFrom(undefined, undefined, ['tier']),
  })
  .map(({ minDomains, matchLabelKeys, ...one }) => ({
    ...one,
    ...(minDomains === undefined || one.whenUnsatisfiable !== 'DoNotSchedule' ? {} : { minDomains }),
    // The server refuses a key that the selector names as well
    ...(matchLabelKeys === undefined || JSON.stringify(one.labelSelector).includes('tier') ? {} : { matchLabelKeys }),
  }));

const tolerations = fc.array(
  fc.constantFrom(
    { key: 'team', operator: 'Exists' },
    { key: 'team', value: 'red', effect: 'NoSchedule' },
    { key: 'gpu', operator: 'Equal', value: '7' },
    { operator: 'Exists', effect: 'NoExecute' },
    { key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' },
    { operator: 'Exists' },
  ),
  { maxLength: 2 },
);

const port = fc.record({
  containerPort: fc.constant(80),
  hostPort: fc.constantFrom(8080, 9090),
  protocol: fc.constantFrom('TCP', 'UDP'),
  hostIP: fc.constantFrom('', '127.0.0.1', '10.0.0.1'),
});

const labels = fc.constantFrom<Readonly<Record<string, string>>>(
  { app: 'a' },
  { app: 'b' },
  { app: 'a', tier: 'x' },
  { app: 'b', tier: 'y' },
  {},
);

const container = fc.record({
  image: fc.constant('shop/app:1'),
  resources: requests,
  ports: often<object[]>([], fc.array(port, { minLength: 1, maxLength: 1 }), 5),
});

/** Claims of the judge's world, see schedulingStorage.ts. */
export const claimNames = [
  'bound-a',
  'bound-b',
  'zoned',
  'free',
  'unbound',
  'waits-none',
  'waits-local',
  'waits-made',
  'waits-zoned',
  'single',
  'missing',
] as const;

const runningSpec = fc
  .record({
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    podAntiAffinity: often<object | undefined>(undefined, required(podTerm), 5),
  })
  .map(({ containers, podAntiAffinity }) => ({
    containers: named('app', containers),
    ...(podAntiAffinity === undefined ? {} : { affinity: { podAntiAffinity } }),
  }));

const candidateSpec = fc
  .record({
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    init: fc.array(fc.record({ one: container, sidecar: fc.boolean() }), { maxLength: 2 }),
    whole: often<object | undefined>(undefined, fc.constantFrom({ cpu: '4' }, { cpu: '4', memory: '4Gi' }), 6),
    nodeSelector: often<object | undefined>(
      undefined,
      fc.constantFrom({ disk: 'ssd' }, { [zone]: 'a' }, { disk: 'none' }),
      4,
    ),
    nodeAffinity: often<object | undefined>(undefined, nodeAffinity),
    podAffinity: often<object | undefined>(undefined, required(podTerm), 3),
    podAntiAffinity: often<object | undefined>(undefined, required(podTerm), 3),
    spreads: often<object[]>(
      [],
      fc.uniqueArray(spread, {
        minLength: 1,
        maxLength: 2,
        selector: (one) => one.topologyKey + one.whenUnsatisfiable,
      }),
      1,
    ),
    tolerations,
    claim: often<string | undefined>(undefined, fc.constantFrom(...claimNames), 3),
  })
  .map((all) => {
    const whole = all.whole;
    const affinity = Object.fromEntries(
      Object.entries({
        nodeAffinity: all.nodeAffinity,
        podAffinity: all.podAffinity,
        podAntiAffinity: all.podAntiAffinity,
      }).filter(([, value]) => value !== undefined),
    );
    return {
      containers: named('app', all.containers),
      initContainers: named(
        'init',
        all.init.map(({ one, sidecar }) => ({ ...one, ...(sidecar ? { restartPolicy: 'Always' } : {}) })),
      ),
      ...(whole === undefined ? {} : { resources: { requests: whole } }),
      ...(all.nodeSelector === undefined ? {} : { nodeSelector: all.nodeSelector }),
      affinity,
      topologySpreadConstraints: all.spreads,
      tolerations: all.tolerations,
      ...(all.claim === undefined
        ? {}
        : { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: all.claim } }] }),
    };
  });

/** The server refuses the same host port twice in a pod: the first container alone has one, and none of the init containers. */
function named(stem: string, containers: readonly object[]): readonly object[] {
  return containers.map((one, index) => ({
    name: `${stem}-${index}`,
    ...one,
    ...(index > 0 || stem === 'init' ? { ports: [] } : {}),
  }));
}

const pod = (spec: fc.Arbitrary<Readonly<Record<string, unknown>>>): fc.Arbitrary<PodDraft> =>
  fc.record({ seat: fc.nat(7), namespace: fc.constantFrom('near', 'near', 'far'), labels, spec });

export const schedulingCase: fc.Arbitrary<SchedulingCase> = fc.record({
  nodes: fc.array(node, { minLength: 1, maxLength: 8 }),
  pods: fc.array(pod(runningSpec), { maxLength: 30 }),
  candidate: pod(candidateSpec).map((one) => ({ ...one, namespace: 'near' as const })),
});
