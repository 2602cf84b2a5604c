import { request } from 'node:https';
import fc from 'fast-check';
import { isRecord } from '../../src/core/json.ts';
import { age } from '../../src/kube/age.ts';
import { pod as podKind } from '../../src/kube/kinds/pod.ts';
import { podStatus } from '../../src/kube/podStatus.ts';

export interface Judged {
  readonly compared: number;
  readonly differences: readonly string[];
}

/** Makes `runs` generated pods on a real API server and compares READY, STATUS and RESTARTS with the table that it prints. */
export async function judgePodStatus(server: string, token: string, runs: number, seed: number): Promise<Judged> {
  const call = caller(server, token);
  const namespace = `pod-status-${seed}`;
  await call('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  await call('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name: 'default' } });
  const drafts = fc.sample(draft, { numRuns: runs, seed });
  for (const [index, { spec, status, deleted }] of drafts.entries()) {
    const name = `pod-${index}`;
    const path = `/api/v1/namespaces/${namespace}/pods`;
    await call('POST', path, { metadata: { name, finalizers: ['judge.test/keep'] }, spec });
    await call('PATCH', `${path}/${name}/status`, { status });
    if (deleted) await call('DELETE', `${path}/${name}`, undefined);
  }
  const table = await call('GET', `/api/v1/namespaces/${namespace}/pods?includeObject=Object`, undefined, true);
  const rows = Array.isArray(table.rows) ? table.rows.filter(isRecord) : [];
  const differences = rows.flatMap((row) => {
    const [name, ...theirs] = Array.isArray(row.cells) ? row.cells.slice(0, 4).map(String) : [];
    const { ready, containers, status, restarts, lastRestartAt } = podStatus(podKind.project(row.object));
    const since = lastRestartAt === undefined ? '' : ` (${age(Date.now() - lastRestartAt)} ago)`;
    const ours = [`${ready}/${containers}`, status, `${restarts}${since}`];
    return String(ours) === String(theirs)
      ? []
      : [`${String(name)}: ours ${String(ours)}, theirs ${String(theirs)}: ${JSON.stringify(row.object)}`];
  });
  return { compared: rows.length, differences };
}

const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined });

const ended = fc.record({
  exitCode: fc.constantFrom(0, 0, 1, 137),
  signal: fc.constantFrom(0, 0, 9),
  reason: fc.constantFrom('', 'Completed', 'Error', 'OOMKilled'),
  // Hours and days back, so that the seconds between the server's clock and ours do not show.
  finishedAt: fc.constantFrom(49, 100, 500).map((hours) => wholeSeconds(Date.now() - hours * 3_600_000 - 1_800_000)),
});

function wholeSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

const state = fc.oneof(
  fc.constant({}),
  fc.record({
    waiting: fc.record({ reason: fc.constantFrom('', 'PodInitializing', 'ContainerCreating', 'CrashLoopBackOff') }),
  }),
  fc.record({ terminated: ended }),
  fc.constant({ running: {} }),
);

const containerStatus = (name: string): fc.Arbitrary<object> =>
  fc.record({
    name: fc.constant(name),
    image: fc.constant('shop/app:1'),
    imageID: fc.constant(''),
    ready: fc.boolean(),
    started: maybe(fc.boolean()),
    restartCount: fc.constantFrom(0, 1, 14),
    state,
    lastState: fc.oneof(fc.constant({}), fc.record({ terminated: ended })),
  });

const condition = (type: string): fc.Arbitrary<object> =>
  fc.record({
    type: fc.constant(type),
    status: fc.constantFrom('True', 'False'),
    reason: type === 'PodScheduled' ? fc.constantFrom('', 'SchedulingGated') : fc.constant(''),
  });

const draft = fc
  .record({
    init: fc.array(fc.boolean(), { maxLength: 3 }),
    apps: fc.integer({ min: 1, max: 3 }),
    deleted: fc.constantFrom(false, false, true),
  })
  .chain(({ init, apps, deleted }) => {
    const initNames = init.map((_, index) => `init-${index}`);
    const appNames = Array.from({ length: apps }, (_, index) => `app-${index}`);
    const statuses = (names: readonly string[]): fc.Arbitrary<object[]> =>
      fc
        .integer({ min: 0, max: names.length })
        .chain((count) => fc.tuple(...names.slice(0, count).map(containerStatus)));
    return fc.record({
      deleted: fc.constant(deleted),
      spec: fc.constant({
        terminationGracePeriodSeconds: 30,
        initContainers: initNames.map((name, index) => ({
          name,
          image: 'shop/app:1',
          ...(init[index] === true ? { restartPolicy: 'Always' } : {}),
        })),
        containers: appNames.map((name) => ({ name, image: 'shop/app:1' })),
        readinessGates: [{ conditionType: 'judge.test/registered' }],
      }),
      status: fc.record({
        phase: fc.constantFrom('Pending', 'Running', 'Running', 'Succeeded', 'Failed', 'Unknown'),
        reason: fc.constantFrom('', '', '', 'Evicted', 'NodeLost'),
        conditions: fc
          .tuple(condition('PodScheduled'), condition('Initialized'), condition('Ready'))
          .chain((all) => fc.subarray(all)),
        initContainerStatuses: statuses(initNames),
        containerStatuses: statuses(appNames),
      }),
    });
  });

type Call = (
  method: string,
  path: string,
  body: object | undefined,
  asTable?: boolean,
) => Promise<Record<string, unknown>>;

function caller(server: string, token: string): Call {
  return (method, path, body, asTable = false) =>
    new Promise((resolve, reject) => {
      const sent = request(server + path, {
        method,
        rejectUnauthorized: false,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
          accept: asTable ? 'application/json;as=Table;v=v1;g=meta.k8s.io' : 'application/json',
        },
      });
      sent.on('response', (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('end', () => {
          const parsed: unknown = JSON.parse(text);
          if (isRecord(parsed) && (answer.statusCode ?? 500) < 400) resolve(parsed);
          else reject(new Error(`${method} ${path}: ${text}`));
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}
