import assert from 'node:assert/strict';
import { loadAll } from 'js-yaml';
import { CallMeter } from '../../../../src/core/callMeter.ts';
import { KubeError } from '../../../../src/core/kubeError.ts';
import { getResourceEventsTimeline as tool } from '../../../../src/tools/tracing/getResourceEventsTimeline.ts';
import type { TimelineData } from '../../../../src/tools/tracing/timeline/timelineData.ts';
import { memoryCluster, type MemoryWorld } from '../../../support/memoryCluster.ts';
import { badRelease, eventOf } from './timelineWorld.ts';

const now = '2026-11-25T14:00:00Z';
const pod = 'cart-7d9f8c6b5f-x2k9p';
const base = loadAll(badRelease) as object[];
const events = [
  eventOf({
    about: 'Deployment/cart',
    uid: 'd1',
    reason: 'ScalingReplicaSet',
    message: 'Scaled up replica set cart-7d9f8c6b5f from 0 to 1',
    first: '2026-11-25T13:50:00Z',
  }),
  eventOf({
    about: `Pod/${pod}`,
    uid: 'p1',
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    first: '2026-11-25T13:52:10Z',
    last: '2026-11-25T13:59:00Z',
    count: 30,
    type: 'Warning',
  }),
  eventOf({
    about: 'Node/node-1',
    uid: 'node-1',
    reason: 'SystemOOM',
    message: 'victim process: cart',
    first: '2026-11-25T13:52:03Z',
    type: 'Warning',
    namespace: 'default',
  }),
  eventOf({
    about: 'Node/node-2',
    uid: 'node-2',
    reason: 'NodeNotReady',
    first: '2026-11-25T13:00:00Z',
    namespace: 'default',
  }),
  eventOf({ about: 'Pod/stranger', uid: 'x', reason: 'Failed', first: '2026-11-25T13:10:00Z', type: 'Warning' }),
  eventOf({
    about: 'Pod/cart-66bcf7d9b4-zzzzz',
    uid: 'old',
    reason: 'Killing',
    message: 'Stopping container cart',
    first: '2026-11-25T13:50:20Z',
  }),
];

const signal = new AbortController().signal;
const cart = { kind: 'Deployment', name: 'cart', namespace: 'shop' };
const run = (input: Parameters<typeof tool.run>[1], more: Partial<MemoryWorld> = {}) =>
  tool.run(memoryCluster({ objects: [...base, ...events], now, ...more }), input, signal);

const all = ({ moments, dullMoments }: TimelineData) =>
  [...moments, ...dullMoments].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
const texts = (data: TimelineData): readonly string[] => all(data).map(({ on, title }) => `${on} ${title}`);

describe('get_resource_events_timeline', () => {
  it('names the first failure and the change before it', async () => {
    const { data, verdict, headline } = await run(cart);
    assert.equal(verdict, 'answered');
    assert.equal(data.firstFailure?.at, '2026-11-25T13:52:03Z');
    assert.equal(data.changesBefore[0]?.what, 'rollout');
    assert.equal(data.changesBefore[0].secondsBefore, 123);
    assert.match(headline, /first failure .*\(13:52:03 UTC\).*after Deployment\/cart: /);
  });

  it('tells rollouts with what changed, writes with who and what, scaling and states', async () => {
    const { data } = await run(cart);
    const rollout = all(data).find(({ title }) => title.startsWith('revision 7'));
    assert.match(rollout?.detail ?? '', /cart image shop\/cart:1\.8 → shop\/cart:1\.9/);
    assert.match(rollout?.detail ?? '', /cart resources/);
    const write = all(data).find(({ what }) => what === 'write');
    assert.equal(write?.title, 'helm wrote');
    assert.match(write.detail ?? '', /spec\.template\.spec\.containers\[cart\]\.image/);
    assert.ok(texts(data).includes('HorizontalPodAutoscaler/cart last scaled'));
    assert.ok(texts(data).includes(`Pod/${pod} cart ended: OOMKilled (exit code 137)`));
    assert.ok(texts(data).includes(`Pod/${pod} cart waits: CrashLoopBackOff`));
    assert.ok(texts(data).includes('Deployment/cart Available False: MinimumReplicasUnavailable'));
    assert.equal(
      texts(data).some((text) => text.includes('kube-controller-manager')),
      false,
    );
  });

  it('is in order of time', async () => {
    const { data } = await run(cart);
    for (const list of [data.moments, data.dullMoments]) {
      const times = list.map(({ at }) => at);
      assert.deepEqual(times, [...times].sort());
    }
  });

  it('takes its own pods, nodes and claims, and nobody else’s', async () => {
    const { data } = await run(cart);
    assert.deepEqual(
      data.lanes.map(({ on }) => on),
      [
        'Deployment/cart',
        'HorizontalPodAutoscaler/cart',
        `Pod/${pod}`,
        'Pod/cart-66bcf7d9b4-zzzzz',
        'Node/node-1',
        'PersistentVolumeClaim/cart-data',
      ],
    );
    assert.ok(texts(data).includes('Node/node-1 SystemOOM'));
  });

  it('still tells the story when every event has expired, and says so', async () => {
    const { data, gaps } = await run(cart, { objects: base });
    assert.equal(data.firstFailure?.title, 'cart ended: OOMKilled (exit code 137)');
    assert.match(data.changesBefore[0]?.title ?? '', /^revision 7/);
    assert.equal(gaps[0]?.because, 'expired');
  });

  it('does not claim expired events for an object that is younger than they are kept', async () => {
    const { gaps } = await run({ kind: 'po', name: pod, namespace: 'shop' });
    assert.deepEqual(gaps, []);
  });

  it('goes from a pod up to its Deployment, with the rollouts of that', async () => {
    const { data } = await run({ kind: 'Pod', name: pod, namespace: 'shop' });
    assert.deepEqual(data.lanes.map(({ on }) => on).slice(0, 2), ['Deployment/cart', 'HorizontalPodAutoscaler/cart']);
    assert.ok(texts(data).includes('Deployment/cart helm wrote'));
    assert.match(data.changesBefore[0]?.title ?? '', /^revision 7/);
  });

  it('shows the pods behind a Service', async () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'cart', namespace: 'shop', uid: 's1', creationTimestamp: '2026-11-01T08:00:00Z' },
      spec: { selector: { app: 'cart' } },
    };
    const { data } = await run({ kind: 'svc', name: 'cart', namespace: 'shop' }, { objects: [...base, service] });
    assert.deepEqual(
      data.lanes.map(({ on }) => on),
      ['Service/cart', `Pod/${pod}`, 'Pod/other', 'Node/node-1', 'PersistentVolumeClaim/cart-data'],
    );
  });

  it('needs two waves of at most 14 reads, three when it must find the namespace', async () => {
    const cluster = memoryCluster({ objects: [...base, ...events], now });
    const meter = new CallMeter();
    await tool.run(cluster.observed(meter), cart, signal);
    assert.equal(meter.counts().waves, 2);
    assert.ok(cluster.reads.length <= 10, cluster.reads.join('; '));
    assert.equal(
      cluster.reads.some((read) => read.startsWith('raw')),
      false,
    );
    const search = memoryCluster({ objects: [...base, ...events], now });
    const searched = new CallMeter();
    const { data } = await tool.run(search.observed(searched), { kind: 'deploy', name: 'cart' }, signal);
    assert.equal(data.namespace, 'shop');
    assert.equal(searched.counts().waves, 3);
    assert.equal(search.reads.length, cluster.reads.length + 1);
  });

  it('keeps apart an object and the one that had its name before', async () => {
    const db = (uid: string): object => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'db-0', namespace: 'shop', uid, creationTimestamp: '2026-11-25T13:30:00Z' },
    });
    const { data } = await run(
      { kind: 'Pod', name: 'db-0', namespace: 'shop' },
      {
        objects: [
          db('new00000-1'),
          eventOf({
            about: 'Pod/db-0',
            uid: 'old00000-1',
            reason: 'Evicted',
            first: '2026-11-25T13:29:00Z',
            type: 'Warning',
          }),
          eventOf({ about: 'Pod/db-0', uid: 'new00000-1', reason: 'Pulled', first: '2026-11-25T13:30:05Z' }),
        ],
      },
    );
    assert.deepEqual(
      data.lanes.map(({ on }) => on),
      ['Pod/db-0', 'Pod/db-0 before, uid old00000'],
    );
    assert.equal(data.firstFailure?.on, 'Pod/db-0 before, uid old00000');
  });

  it('says of one moment that it is not a failure', async () => {
    const metadata = { name: 'settings', namespace: 'shop', uid: 's', creationTimestamp: '2026-11-25T13:30:00Z' };
    const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
    const { headline } = await run({ kind: 'ConfigMap', name: 'settings', namespace: 'shop' }, { objects: [settings] });
    assert.equal(headline, 'ConfigMap shop/settings: 1 moment since 13:30:00 UTC, not a failure.');
  });

  it('takes a probe that failed once while the pod started for news and no failure', async () => {
    const web = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'shop', uid: 'w', creationTimestamp: '2026-11-25T13:30:00Z' },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-11-25T13:30:20Z' }],
      },
    };
    const unhealthy = (first: string): object =>
      eventOf({
        about: 'Pod/web',
        uid: 'w',
        reason: 'Unhealthy',
        message: 'Readiness probe failed',
        first,
        type: 'Warning',
      });
    const started = await run(
      { kind: 'Pod', name: 'web', namespace: 'shop' },
      { objects: [web, unhealthy('2026-11-25T13:30:10Z')] },
    );
    assert.equal(started.data.firstFailure, undefined);
    assert.match(started.headline, /none of them a failure/);
    const later = await run(
      { kind: 'Pod', name: 'web', namespace: 'shop' },
      { objects: [web, unhealthy('2026-11-25T13:50:10Z')] },
    );
    assert.equal(later.data.firstFailure?.title, 'Unhealthy: readiness probe');
  });

  it('marks which probe failed, and tells at the end of a container who ended it', async () => {
    const web = (terminated: object, fields: object = {}): object => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'shop', uid: 'w', creationTimestamp: '2026-11-25T10:00:00Z', ...fields },
      spec: { containers: [{ name: 'web', livenessProbe: { httpGet: { path: '/', port: 80 } } }] },
      status: {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'web',
            restartCount: 3,
            state: { running: { startedAt: '2026-11-25T13:51:00Z' } },
            lastState: {
              terminated: { startedAt: '2026-11-25T13:40:00Z', finishedAt: '2026-11-25T13:50:30Z', ...terminated },
            },
          },
        ],
      },
    });
    const about = { about: 'Pod/web', uid: 'w', first: '2026-11-25T13:50:00Z', last: '2026-11-25T13:50:20Z' };
    const failing = eventOf({
      ...about,
      reason: 'Unhealthy',
      message: 'Liveness probe failed: timeout',
      count: 3,
      type: 'Warning',
    });
    const killing = eventOf({
      ...about,
      reason: 'Killing',
      message: 'Container web failed liveness probe, will be restarted',
    });
    const input = { kind: 'Pod', name: 'web', namespace: 'shop' };
    const end = (data: TimelineData) => all(data).find(({ title }) => title.startsWith('web ended'));
    const byProbe = await run(input, { objects: [web({ exitCode: 137, reason: 'Error' }), failing, killing] });
    assert.deepEqual(
      all(byProbe.data).flatMap(({ title, severity }) =>
        /^(Unhealthy|Killing)/.test(title) ? [[title, severity]] : [],
      ),
      [
        ['Unhealthy: liveness probe', 'warning'],
        ['Killing: web failed its liveness probe', 'warning'],
      ],
    );
    assert.deepEqual(
      [end(byProbe.data)?.severity, end(byProbe.data)?.detail],
      ['critical', 'killed by its liveness probe; restarted, 3 times in all'],
    );
    const stop = eventOf({ ...about, reason: 'Killing', message: 'Stopping container web' });
    const onPurpose = await run(input, { objects: [web({ exitCode: 143, reason: 'Error' }), stop] });
    assert.match(end(onPurpose.data)?.detail ?? '', /^stopped on purpose \(/);
    assert.equal(end(onPurpose.data)?.severity, undefined);
    // Of a pod that had the name before
    const former = eventOf({ ...about, uid: 'before', reason: 'Killing', message: 'Stopping container web' });
    const own = await run(input, { objects: [web({ exitCode: 143, reason: 'Error' }), former] });
    assert.deepEqual(
      [end(own.data)?.severity, end(own.data)?.detail],
      ['critical', 'ended by a signal that nobody is known to have sent; restarted, 3 times in all'],
    );
    const plain = await run(input, { objects: [web({ exitCode: 1, reason: 'Error' })] });
    assert.equal(end(plain.data)?.detail, 'restarted, 3 times in all');
  });

  it('takes a pod that was never ready and restarts for failing since its first end, one that does not restart since its start', async () => {
    const bornAt = '2026-11-25T13:30:00Z';
    const web = (restartCount: number): object => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'shop', uid: 'w', creationTimestamp: bornAt },
      status: {
        phase: 'Running',
        startTime: bornAt,
        conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady', lastTransitionTime: bornAt }],
        containerStatuses: [
          {
            name: 'web',
            restartCount,
            state: { running: { startedAt: '2026-11-25T13:31:00Z' } },
            ...(restartCount === 0
              ? {}
              : { lastState: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-11-25T13:30:50Z' } } }),
          },
        ],
      },
    });
    const input = { kind: 'Pod', name: 'web', namespace: 'shop' };
    assert.equal((await run(input, { objects: [web(1)] })).data.firstFailure?.at, '2026-11-25T13:30:50Z');
    const still = await run(input, { objects: [web(0)] });
    assert.equal(still.data.firstFailure?.title, 'never ready: ContainersNotReady');
  });

  it('tells a rollback, which makes no ReplicaSet', async () => {
    const rolledBack = structuredClone(base).map((object) => {
      const { metadata } = object as { metadata: { name: string; annotations?: Record<string, string> } };
      if (metadata.name === 'cart-66bcf7d9b4') metadata.annotations = { 'deployment.kubernetes.io/revision': '8' };
      return object;
    });
    const { data } = await run(cart, { objects: rolledBack });
    assert.match(all(data).find(({ title }) => title.startsWith('revision 8'))?.detail ?? '', /rolled back to since/);
  });

  it('tells a restart that a person asked for', async () => {
    const at = '2026-11-25T13:45:00Z';
    const restarted = structuredClone(base).map((object) => {
      const { kind, spec } = object as { kind: string; spec: { template: { metadata: { annotations?: object } } } };
      if (kind === 'Deployment') spec.template.metadata.annotations = { 'kubectl.kubernetes.io/restartedAt': at };
      return object;
    });
    const { data } = await run(cart, { objects: restarted });
    const moment = all(data).find(({ title }) => title === 'restart asked for');
    assert.equal(moment?.at, at);
    assert.equal(moment.what, 'rollout');
  });

  it('leaves out what was over before the time asked for, and keeps what still lasts', async () => {
    const { data } = await run({ ...cart, since: '5m' });
    assert.equal(
      texts(data).some((text) => text.includes('revision')),
      false,
    );
    assert.ok(texts(data).includes(`Pod/${pod} cart waits: CrashLoopBackOff`));
    assert.ok(texts(data).includes(`Pod/${pod} BackOff`));
  });

  it('goes on with a gap where a list is forbidden', async () => {
    const { data, gaps } = await run(cart, { forbidden: ['nodes', 'events in default'] });
    assert.deepEqual(
      gaps.filter(({ because }) => because === 'forbidden').map(({ wanted }) => wanted),
      ['events of nodes', 'nodes'],
    );
    assert.ok(data.firstFailure !== undefined);
  });

  it('fails with near misses for an object that is not there', async () => {
    await assert.rejects(
      run({ ...cart, name: 'crat' }),
      (error: KubeError) => error.facts.code === 'not_found' && error.facts.nearest?.names[0] === 'cart',
    );
    await assert.rejects(run({ ...cart, since: 'x' }), (error: KubeError) => error.facts.code === 'bad_input');
  });

  describe('about a CronJob', () => {
    const owned = (kind: string, name: string, uid: string) => [
      { apiVersion: 'batch/v1', kind, name, uid, controller: true },
    ];
    const objects = [
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'report', namespace: 'shop', uid: 'c' },
        status: { lastScheduleTime: '2026-11-25T13:00:00Z' },
      },
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: {
          name: 'report-29000000',
          namespace: 'shop',
          uid: 'j',
          creationTimestamp: '2026-11-25T13:00:00Z',
          ownerReferences: owned('CronJob', 'report', 'c'),
        },
        status: {
          startTime: '2026-11-25T13:00:00Z',
          conditions: [
            {
              type: 'Failed',
              status: 'True',
              reason: 'BackoffLimitExceeded',
              lastTransitionTime: '2026-11-25T13:05:00Z',
            },
          ],
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: 'report-29000000-bcdfg',
          namespace: 'shop',
          uid: 'p',
          creationTimestamp: '2026-11-25T13:00:01Z',
          labels: { 'job-name': 'report-29000000' },
          ownerReferences: owned('Job', 'report-29000000', 'j'),
        },
        status: {
          phase: 'Failed',
          containerStatuses: [
            {
              name: 'report',
              state: { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-11-25T13:00:09Z' } },
            },
          ],
        },
      },
    ];
    const jobPod = { kind: 'Pod', name: 'report-29000000-bcdfg', namespace: 'shop' };

    it('follows it to its Jobs and their pods', async () => {
      const { data } = await run({ kind: 'cj', name: 'report', namespace: 'shop' }, { objects });
      assert.equal(data.firstFailure?.title, 'report ended: Error (exit code 1)');
      assert.ok(texts(data).includes('Job/report-29000000 Failed True: BackoffLimitExceeded'));
    });

    it('goes up from the pod of a Job to it, in the same two waves', async () => {
      const meter = new CallMeter();
      const cluster = memoryCluster({ objects, now });
      const { data, gaps } = await tool.run(cluster.observed(meter), jobPod, signal);
      assert.deepEqual(
        data.lanes.map(({ on }) => on),
        ['CronJob/report', 'Job/report-29000000', 'Pod/report-29000000-bcdfg'],
      );
      assert.ok(texts(data).includes('CronJob/report last scheduled'));
      assert.equal(meter.counts().waves, 2);
      assert.ok(gaps.every(({ because }) => because === 'expired'));
    });

    it('takes none for the owner of a Job that only has such a name', async () => {
      const loose = objects.map((one) =>
        one.kind === 'Job' ? { ...one, metadata: { ...one.metadata, ownerReferences: [] } } : one,
      );
      for (const world of [loose, loose.filter(({ kind }) => kind !== 'CronJob')]) {
        const { data, gaps } = await run(jobPod, { objects: world });
        assert.ok(data.lanes.every(({ object }) => object.kind !== 'CronJob'));
        assert.ok(gaps.every(({ because }) => because === 'expired'));
      }
    });
  });

  it('shows the volume behind a claim last, with its events', async () => {
    const objects = [
      ...base.map((one) =>
        'kind' in one && one.kind === 'PersistentVolumeClaim' ? { ...one, spec: { volumeName: 'pv-7' } } : one,
      ),
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'pv-7', uid: 'pv7', creationTimestamp: '2026-11-01T08:00:01Z' },
      },
      eventOf({
        about: 'PersistentVolume/pv-7',
        uid: 'pv7',
        reason: 'VolumeFailedDelete',
        first: '2026-11-25T13:59:00Z',
        type: 'Warning',
        namespace: 'default',
      }),
    ];
    const meter = new CallMeter();
    const cluster = memoryCluster({ objects, now });
    const { data } = await tool.run(
      cluster.observed(meter),
      { kind: 'PersistentVolumeClaim', name: 'cart-data', namespace: 'shop' },
      signal,
    );
    assert.deepEqual(
      data.lanes.map(({ on }) => on),
      ['PersistentVolumeClaim/cart-data', `Pod/${pod}`, 'Node/node-1', 'PersistentVolume/pv-7'],
    );
    assert.ok(texts(data).includes('PersistentVolume/pv-7 VolumeFailedDelete'));
    assert.equal(meter.counts().waves, 2);
    assert.ok(cluster.reads.length <= 14);
  });

  it('works for any kind, custom ones too', async () => {
    const widget = {
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'one', namespace: 'shop', uid: 'w', creationTimestamp: '2026-11-25T13:00:00Z' },
      status: {
        conditions: [
          { type: 'Ready', status: 'False', reason: 'NoDatabase', lastTransitionTime: '2026-11-25T13:10:00Z' },
        ],
      },
    };
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { kind: 'Widget', plural: 'widgets' },
        versions: [{ name: 'v1' }],
      },
    };
    const { data } = await run({ kind: 'widgets', name: 'one' }, { objects: [widget, crd] });
    assert.equal(data.firstFailure?.title, 'Ready False: NoDatabase');
  });

  it('keeps the telling moments when there are many, and draws them all', async () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      eventOf({
        about: `Pod/${pod}`,
        uid: 'p1',
        reason: 'Pulled',
        first: new Date(Date.parse(now) - index * 10_000).toISOString(),
      }),
    );
    const outcome = await run(cart, { objects: [...base, ...events, ...many] });
    const { data } = outcome;
    assert.equal(data.moments.length, 20);
    assert.ok(data.dullMoments.every(({ severity }) => severity === undefined));
    const [block] = tool.present(data, outcome);
    assert.ok(block?.type === 'timeline');
    assert.equal(block.moments.length, data.moments.length + data.dullMoments.length);
    assert.equal(block.firstFailureAt, Date.parse('2026-11-25T13:52:03Z'));
    for (const moment of block.moments) {
      assert.ok(block.lanes[moment.lane] !== undefined);
      assert.ok(moment.at >= block.from && moment.at <= block.to);
    }
  });
});
