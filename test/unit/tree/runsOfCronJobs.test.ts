import assert from 'node:assert/strict';
import { namespaceId } from '../../../src/tree/nodeId.ts';
import { ManualClock } from './manualClock.ts';
import { ScriptedCluster } from './scriptedCluster.ts';
import { drawn, labels, liveTree, text } from './treeStage.ts';

const hour = 3_600_000;
const start = new ManualClock().now();
const ago = (hours: number): string => new Date(start - hours * hour).toISOString();

const cronJob = (more: { readonly spec?: object; readonly status?: object } = {}): object => ({
  kind: 'CronJob',
  metadata: { name: 'report', namespace: 'shop', creationTimestamp: ago(999) },
  spec: { schedule: '0 * * * *', ...more.spec },
  status: { ...more.status },
});

function run(name: string, ended: 'Failed' | 'Complete', hours: number, owner = true): object {
  return {
    kind: 'Job',
    metadata: {
      name,
      namespace: 'shop',
      creationTimestamp: ago(hours),
      ...(owner ? { ownerReferences: [{ kind: 'CronJob', name: 'report', controller: true }] } : {}),
    },
    spec: { backoffLimit: 1 },
    status: {
      ...(ended === 'Complete' ? { completionTime: ago(hours) } : {}),
      conditions: [
        {
          type: ended,
          status: 'True',
          lastTransitionTime: ago(hours),
          ...(ended === 'Failed' ? { reason: 'BackoffLimitExceeded' } : {}),
        },
      ],
    },
  };
}

function stage(objects: readonly object[]) {
  const clock = new ManualClock();
  const cluster = new ScriptedCluster(() => clock.now());
  for (const object of [{ kind: 'Namespace', metadata: { name: 'shop' } }, ...objects])
    cluster.putObject({ ...object });
  const tree = liveTree(cluster, clock);
  return { clock, tree, cronJobs: async () => drawn(await tree.children('folder/shop/CronJobs')) };
}

describe('a CronJob in the tree', () => {
  for (const [story, objects, line] of [
    [
      'says that its last run failed',
      [cronJob(), run('report-1', 'Complete', 2), run('report-2', 'Failed', 1)],
      'report | last run failed · 0 * * * * | critical',
    ],
    [
      'does not look broken for a run that a later one made up for, which it says for a day',
      [cronJob(), run('report-1', 'Failed', 2), run('report-2', 'Complete', 1)],
      'report | a run failed · 0 * * * * | warning',
    ],
    [
      'knows of the later run by its status, where the Job is gone already',
      [cronJob({ status: { lastSuccessfulTime: ago(1) } }), run('report-1', 'Failed', 2)],
      'report | a run failed · 0 * * * * | warning',
    ],
    [
      'is quiet a day after that failure',
      [cronJob(), run('report-1', 'Failed', 30), run('report-2', 'Complete', 1)],
      'report | 0 * * * * | ok',
    ],
    ['is quiet where its runs do well', [cronJob(), run('report-1', 'Complete', 1)], 'report | 0 * * * * | ok'],
    [
      'says so however long ago its last run failed, as none has made up for it',
      [cronJob(), run('report-1', 'Failed', 300)],
      'report | last run failed · 0 * * * * | critical',
    ],
  ] as const)
    it(story, async () => {
      assert.deepEqual(await stage(objects).cronJobs(), [line]);
    });

  it('does not call a run failed that is only in trouble', async () => {
    const going = {
      kind: 'Job',
      metadata: {
        name: 'report-3',
        namespace: 'shop',
        ownerReferences: [{ kind: 'CronJob', name: 'report', controller: true }],
      },
      status: { active: 1, failed: 1 },
    };
    const objects = [cronJob({ status: { active: [{ name: 'report-3' }] } }), run('report-2', 'Complete', 1), going];
    assert.deepEqual(await stage(objects).cronJobs(), [
      'report | a run is in trouble · 0 * * * * · 1 running | warning',
    ]);
  });

  it('says a Job that failed on its own in its own words, and what to do in its tooltip', async () => {
    const { tree } = stage([run('import', 'Failed', 300, false)]);
    const [job] = await tree.children('folder/shop/Jobs');
    assert.ok(job);
    assert.deepEqual(drawn([job]), ['import | failed · BackoffLimitExceeded | critical']);
    assert.match(job.tooltip.map(text).join('\n'), /The Job failed: its pods failed more often than backoffLimit 1/);
  });

  it('turns quiet by the clock alone', async () => {
    const { clock, tree, cronJobs } = stage([
      cronJob(),
      run('report-1', 'Failed', 23.9),
      run('report-2', 'Complete', 1),
    ]);
    assert.deepEqual(labels(await tree.children(namespaceId('shop'))), ['CronJobs']);
    assert.deepEqual(await cronJobs(), ['report | a run failed · 0 * * * * | warning']);
    const changed: (string | undefined)[] = [];
    const stop = tree.listen((nodes) => changed.push(...nodes));
    await clock.advance(hour);
    stop();
    assert.deepEqual(await cronJobs(), ['report | 0 * * * * | ok']);
    assert.ok(changed.length > 0);
  });
});
