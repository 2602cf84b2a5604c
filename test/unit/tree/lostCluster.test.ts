import assert from 'node:assert/strict';
import type { Cluster } from '../../../src/core/ports.ts';
import { KubeError } from '../../../src/core/kubeError.ts';
import { createLiveTree } from '../../../src/tree/liveTree.ts';
import { ManualClock, settle } from './manualClock.ts';
import { ScriptedCluster } from './scriptedCluster.ts';
import { drawn, outline, stage } from './treeStage.ts';

describe('a cluster that goes away', () => {
  it('is said to be lost, keeps its lines, and is found again by itself', async () => {
    const { tree, cluster, clock } = stage();
    const before = await outline(tree);
    const changes: unknown[] = [];
    tree.listen((nodes) => changes.push(...nodes));
    await settle();
    cluster.goAway();
    await clock.advance(1000);
    assert.equal(tree.summary()?.lost?.because, 'nothing listens at 127.0.0.1:6443');
    assert.match(tree.summary()?.lost?.hint ?? '', /ask again/);
    assert.ok(changes.includes(undefined));
    assert.deepEqual(await outline(tree), before);
    cluster.remove('Pod', 'shop', 'lone');
    await clock.advance(600_000);
    assert.ok(tree.summary()?.lost !== undefined);
    assert.deepEqual(await outline(tree), before);
    cluster.comeBack();
    await clock.advance(15_000);
    assert.equal(tree.summary()?.lost, undefined);
    assert.ok(!(await outline(tree)).some((line) => line.includes('lone')));
    assert.equal(cluster.streams, 10);
    tree.dispose();
    await settle();
    assert.deepEqual([cluster.streams, clock.waiting], [0, 0]);
  });

  it('is sent nothing but one question every ten seconds', async () => {
    const { tree, cluster, clock } = stage();
    await tree.children(undefined);
    tree.listen(() => undefined);
    await settle();
    cluster.goAway();
    await clock.advance(60_000);
    cluster.reads.length = 0;
    await clock.advance(600_000);
    assert.ok(cluster.reads.length <= 61, `${cluster.reads.length} requests in ten minutes`);
    assert.deepEqual([...new Set(cluster.reads)], ['raw /version']);
    tree.dispose();
  });

  it('is asked at once when a person wants to know', async () => {
    const { tree, cluster, clock } = stage();
    await tree.children(undefined);
    tree.listen(() => undefined);
    await settle();
    cluster.goAway();
    await clock.advance(60_000);
    cluster.comeBack();
    tree.renew();
    await settle();
    assert.equal(tree.summary()?.lost, undefined);
    tree.dispose();
  });

  it('is not said to be lost for a watch that fails while it answers', async () => {
    const { tree, cluster, clock } = stage();
    await tree.children(undefined);
    const changes: unknown[] = [];
    tree.listen((nodes) => changes.push(...nodes));
    await settle();
    for (let second = 0; second < 30; second++) {
      cluster.failWatches();
      await clock.advance(1000);
    }
    assert.equal(tree.summary()?.lost, undefined);
    assert.deepEqual(changes, []);
    tree.dispose();
  });

  it('is told from a watch that has nothing to say: within a minute, by its silence', async () => {
    const { tree, cluster, clock } = stage();
    const before = await outline(tree);
    tree.listen(() => undefined);
    await settle();
    await clock.advance(20_000);
    cluster.goSilent(clock);
    await clock.advance(60_000);
    assert.equal(tree.summary()?.lost?.because, 'nothing came for 12 s');
    assert.deepEqual(await outline(tree), before);
    cluster.remove('Pod', 'shop', 'lone');
    cluster.comeBack();
    await clock.advance(25_000);
    assert.equal(tree.summary()?.lost, undefined);
    assert.ok(!(await outline(tree)).some((line) => line.includes('lone')));
    tree.dispose();
  });

  it('is not one that is late once', async () => {
    const { tree, cluster, clock } = stage();
    await tree.children(undefined);
    const changes: unknown[] = [];
    tree.listen((nodes) => changes.push(...nodes));
    await settle();
    cluster.goSilent(clock);
    await clock.advance(35_000);
    cluster.comeBack();
    await clock.advance(60_000);
    assert.deepEqual([tree.summary()?.lost, changes], [undefined, []]);
    tree.dispose();
  });

  it('would be noticed by two questions a minute, and by none while nobody looks', async () => {
    const { tree, cluster, clock } = stage();
    await tree.children(undefined);
    const stop = tree.listen(() => undefined);
    await settle();
    cluster.reads.length = 0;
    await clock.advance(240_000);
    assert.deepEqual(
      cluster.reads,
      Array.from({ length: 8 }, () => 'raw /version'),
    );
    cluster.goSilent(clock);
    await clock.advance(35_000);
    stop();
    await settle();
    cluster.reads.length = 0;
    await clock.advance(240_000);
    assert.deepEqual([cluster.reads, clock.waiting], [[], 0]);
    tree.dispose();
  });

  it('is asked once, before it was ever connected, whether it is there', async () => {
    const { tree, cluster, clock } = stage();
    const { signal } = new AbortController();
    cluster.goAway();
    await assert.rejects(tree.answers(signal), /nothing listens at 127.0.0.1:6443/);
    cluster.comeBack();
    await tree.answers(signal);
    assert.deepEqual([cluster.reads, clock.waiting], [['raw /version', 'raw /version'], 0]);
    tree.dispose();
  });

  it('is read anew where the kubeconfig names another in its place', async () => {
    const clock = new ManualClock();
    const [old, other] = ['one', 'two'].map((name) => {
      const scripted = new ScriptedCluster(() => clock.now());
      scripted.put(`{ kind: Namespace, metadata: { name: ${name} } }`);
      return scripted;
    });
    assert(old !== undefined && other !== undefined);
    const elsewhere: Cluster = { ...other.cluster, connection: { ...other.cluster.connection, server: 'https://two' } };
    let open: Cluster = old.cluster;
    const tree = createLiveTree({ open: () => Promise.resolve(open), clock });
    assert.deepEqual(drawn(await tree.children(undefined)), ['one | ok']);
    tree.listen(() => undefined);
    await settle();
    open = elsewhere;
    await tree.children(undefined);
    await clock.advance(300);
    assert.deepEqual(drawn(await tree.children(undefined)), ['two | ok']);
    assert.deepEqual([old.streams, other.streams], [0, 10]);
    tree.dispose();
  });

  it('keeps its lines while the kubeconfig cannot be read', async () => {
    const clock = new ManualClock();
    const cluster = new ScriptedCluster(() => clock.now());
    cluster.put('{ kind: Namespace, metadata: { name: shop } }');
    const broken = new KubeError({ code: 'bad_input', operation: 'connect', detail: 'it is not valid YAML' });
    let isBroken = false;
    const open = (): Promise<Cluster> => (isBroken ? Promise.reject(broken) : Promise.resolve(cluster.cluster));
    const tree = createLiveTree({ open, clock });
    await tree.children(undefined);
    tree.listen(() => undefined);
    isBroken = true;
    assert.deepEqual(drawn(await tree.children(undefined)), ['shop | ok']);
    await settle();
    assert.equal(tree.summary()?.lost?.because, 'it is not valid YAML');
    isBroken = false;
    await clock.advance(15_000);
    assert.equal(tree.summary()?.lost, undefined);
    tree.dispose();
  });

  it('is asked nothing more once its tree has ended', async () => {
    const { tree, cluster, clock } = stage();
    await outline(tree);
    tree.listen(() => undefined);
    await settle();
    tree.dispose();
    await settle();
    cluster.reads.length = 0;
    await tree.children(undefined);
    tree.renew();
    tree.listen(() => undefined);
    await clock.advance(60_000);
    assert.deepEqual([cluster.reads, cluster.streams, clock.waiting], [[], 0, 0]);
  });
});

describe('a tree without permission to list namespaces', () => {
  it('shows those that a person named and those that the rules name', async () => {
    const clock = new ManualClock();
    const scripted = new ScriptedCluster(() => clock.now());
    for (const resource of ['namespaces', 'pods', 'services', 'jobs.batch', 'cronjobs.batch'])
      scripted.forbidden.add(resource);
    for (const resource of ['deployments.apps', 'statefulsets.apps', 'daemonsets.apps'])
      scripted.forbidden.add(resource);
    for (const resource of ['ingresses.networking.k8s.io', 'persistentvolumeclaims']) scripted.forbidden.add(resource);
    scripted.putObject({
      kind: 'Pod',
      metadata: { name: 'one', namespace: 'granted' },
      status: { phase: 'Succeeded' },
    });
    const cluster: Cluster = {
      ...scripted.cluster,
      review: () =>
        Promise.resolve({
          rules: [
            { verbs: ['get'], apiGroups: [''], resources: ['namespaces'], resourceNames: ['granted'] },
            { verbs: ['get'], apiGroups: [''], resources: ['configmaps'], resourceNames: ['other'] },
          ],
        }),
    };
    const tree = createLiveTree({ open: () => Promise.resolve(cluster), clock, named: () => ['typed'] });
    assert.deepEqual(drawn(await tree.children(undefined)), [
      'default | ok',
      'granted | unknown',
      'typed | unknown',
      'Other namespaces could not be listed | forbidden | unknown',
    ]);
    assert.deepEqual(drawn(await tree.children('Namespace/granted')), ['Pods | (1) | ok']);
    tree.dispose();
  });
});
