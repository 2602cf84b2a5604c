import fc from 'fast-check';

export interface PodOfService {
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly ready: boolean;
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  readonly hasAddress: boolean;
  readonly dual: boolean;
  readonly deleted: boolean;
}

/** A Service, the pods around it, and the slices that a person makes for it where it selects nothing. */
export interface ServiceDraft {
  readonly spec: {
    readonly type?: string;
    readonly externalName?: string;
    readonly clusterIP?: string;
    readonly publishNotReadyAddresses?: boolean;
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports?: readonly { readonly name: string; readonly port: number; readonly targetPort: number | string }[];
  };
  readonly pods: readonly PodOfService[];
  readonly slices: readonly (readonly { readonly ready: boolean | undefined }[])[];
}

const tiers = ['front', 'back'];

/** Two labels, one of which the Service may not ask for, or ask for in vain. */
const pod = (app: string): fc.Arbitrary<PodOfService> =>
  fc.record({
    labels: fc.record({ app: fc.constantFrom(app, app, app, `${app}-old`), tier: fc.constantFrom(...tiers) }),
    // One name with several numbers over the pods: slices of their own.
    ports: fc.constantFrom(
      [{ name: 'http', containerPort: 8080 }],
      [{ name: 'http', containerPort: 8080 }],
      [{ name: 'http', containerPort: 9090 }],
      [
        { name: 'http', containerPort: 8080 },
        { name: 'metrics', containerPort: 9100 },
      ],
      [{ name: 'web', containerPort: 8080 }],
      [],
    ),
    ready: fc.constantFrom(true, true, false),
    phase: fc.constantFrom('Running', 'Running', 'Running', 'Running', 'Pending', 'Succeeded', 'Failed'),
    hasAddress: fc.constantFrom(true, true, true, true, false),
    dual: fc.boolean(),
    deleted: fc.constantFrom(false, false, false, false, true),
  });

const ports = fc
  .subarray([
    { name: 'http', port: 80, targetPort: 'http' },
    { name: 'plain', port: 81, targetPort: 8080 },
    { name: 'metrics', port: 9100, targetPort: 'metrics' },
  ])
  .filter((some) => some.length > 0);

const selecting = (app: string): fc.Arbitrary<ServiceDraft> =>
  fc.record({
    spec: fc
      .record({
        selector: fc.constantFrom<Readonly<Record<string, string>>>(
          { app },
          { app },
          { app, tier: 'front' },
          { app, tier: 'back' },
          { app: `${app}-typo` },
        ),
        ports,
        publishNotReadyAddresses: fc.constantFrom(false, false, false, true),
        kind: fc.constantFrom(
          'ClusterIP',
          'ClusterIP',
          'NodePort',
          'LoadBalancer',
          'headless',
          'headless without ports',
        ),
      })
      .map(({ kind, ports: own, ...spec }) => ({
        ...spec,
        ...(kind.startsWith('headless') ? { clusterIP: 'None' } : { type: kind }),
        ...(kind === 'headless without ports' ? {} : { ports: own }),
      })),
    pods: fc.array(pod(app), { maxLength: 5 }),
    slices: fc.constant([]),
  });

const selectorless: fc.Arbitrary<ServiceDraft> = fc.record({
  spec: ports.map((own) => ({ ports: own })),
  pods: fc.constant([]),
  slices: fc.array(
    fc.array(fc.record({ ready: fc.constantFrom(true, false, undefined) }), { minLength: 1, maxLength: 3 }),
    { maxLength: 3 },
  ),
});

const external: fc.Arbitrary<ServiceDraft> = fc.record({
  spec: fc.constant({ type: 'ExternalName', externalName: 'db.example.com' }),
  pods: fc.constant([]),
  slices: fc.constant([]),
});

export function serviceDraft(index: number): fc.Arbitrary<ServiceDraft> {
  return fc.oneof(
    { weight: 10, arbitrary: selecting(`app-${index}`) },
    { weight: 2, arbitrary: selectorless },
    { weight: 1, arbitrary: external },
  );
}
