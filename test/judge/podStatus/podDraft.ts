import fc from 'fast-check';

/** A pod as it is created, what its kubelet writes, what is attached to it, and whether it is deleted. */
export interface PodDraft {
  readonly spec: object;
  readonly ephemeral: readonly object[];
  readonly status: object;
  readonly deleted: boolean;
}

const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined });
const image = 'shop/app:1';

/** Minutes, hours and days back, far from where the words change, so that the seconds between two clocks do not show. */
const backThen = fc
  .constantFrom(16.5 / 60, 4.25, 30.5, 49.5, 100.5, 500.5, 24 * 800 + 12)
  .map((hours) => new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z'));

const ended = fc.record({
  exitCode: fc.constantFrom(0, 0, 1, 2, 137, 139, 143),
  signal: fc.constantFrom(0, 0, 9, 15),
  reason: fc.constantFrom('', '', 'Completed', 'Error', 'OOMKilled', 'ContainerCannotRun', 'DeadlineExceeded'),
  finishedAt: maybe(backThen),
});

const waits = ['', 'PodInitializing', 'ContainerCreating', 'CrashLoopBackOff', 'ImagePullBackOff', 'ErrImagePull'];
const state = fc.oneof(
  fc.constant({}),
  fc.record({
    waiting: fc.record({ reason: fc.constantFrom(...waits, 'CreateContainerConfigError', 'RunContainerError') }),
  }),
  fc.record({ terminated: ended }),
  fc.constant({ running: {} }),
  fc.constant({ running: {} }),
);

const containerStatus = (name: string): fc.Arbitrary<object> =>
  fc.record({
    name: fc.constant(name),
    image: fc.constant(image),
    imageID: fc.constant(''),
    ready: fc.boolean(),
    started: maybe(fc.boolean()),
    restartCount: fc.constantFrom(0, 0, 1, 14, 2000),
    state,
    lastState: fc.oneof(fc.constant({}), fc.record({ terminated: ended })),
  });

const condition = (type: string): fc.Arbitrary<object> =>
  fc.record({
    type: fc.constant(type),
    status: fc.constantFrom('True', 'False', 'Unknown'),
    reason: type === 'PodScheduled' ? fc.constantFrom('', '', 'SchedulingGated', 'Unschedulable') : fc.constant(''),
  });

const conditions = ['PodScheduled', 'Initialized', 'Ready', 'ContainersReady', 'judge.test/registered'].map(condition);

/** A kubelet may know of fewer containers than there are. */
const statuses = (names: readonly string[]): fc.Arbitrary<object[]> =>
  fc
    .oneof(fc.constant(names.length), fc.integer({ min: 0, max: names.length }))
    .chain((count) => fc.tuple(...names.slice(0, count).map(containerStatus)));

const named = (what: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${what}-${index}`);

const parts = fc.record({
  // Those that are true are native sidecars.
  init: fc.array(fc.boolean(), { maxLength: 3 }),
  apps: fc.integer({ min: 1, max: 3 }),
  debuggers: fc.constantFrom(0, 0, 0, 1, 2),
  gated: fc.constantFrom(false, false, false, true),
  readinessGate: fc.boolean(),
  restartPolicy: fc.constantFrom('Always', 'Always', 'OnFailure', 'Never'),
});

/** No node and a scheduler that does not exist: nobody but the judge writes the pod's status. */
export const podDraft: fc.Arbitrary<PodDraft> = parts.chain(
  ({ init, apps, debuggers, gated, readinessGate, restartPolicy }) => {
    const initNames = named('init', init.length);
    const appNames = named('app', apps);
    const debuggerNames = named('debugger', debuggers);
    return fc.record({
      deleted: fc.constantFrom(false, false, true),
      ephemeral: fc.constant(debuggerNames.map((name) => ({ name, image }))),
      spec: fc.constant({
        schedulerName: 'judge',
        restartPolicy,
        initContainers: initNames.map((name, index) => ({
          name,
          image,
          ...(init[index] === true ? { restartPolicy: 'Always' } : {}),
        })),
        containers: appNames.map((name) => ({ name, image })),
        ...(gated ? { schedulingGates: [{ name: 'judge.test/wait' }] } : {}),
        ...(readinessGate ? { readinessGates: [{ conditionType: 'judge.test/registered' }] } : {}),
      }),
      status: fc.record({
        phase: fc.constantFrom('Pending', 'Running', 'Running', 'Running', 'Succeeded', 'Failed', 'Unknown'),
        reason: fc.constantFrom('', '', '', '', 'Evicted', 'NodeLost', 'Preempting', 'OutOfcpu'),
        conditions: fc.tuple(...conditions).chain((all) => fc.subarray(all)),
        initContainerStatuses: statuses(initNames),
        containerStatuses: statuses(appNames),
        ephemeralContainerStatuses: statuses(debuggerNames),
      }),
    });
  },
);
