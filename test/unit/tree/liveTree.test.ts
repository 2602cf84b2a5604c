import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LiveTree, TreeNode } from '../../../src/core/engine.ts';
import { isKubeError } from '../../../src/core/kubeError.ts';
import { settle } from './manualClock.ts';
import { drawn, labels, liveTree, outline, stage, text } from './treeStage.ts';

function pod(namespace: string, name: string, status: object, owner?: string): Record<string, unknown> {
  const ownerReferences = owner === undefined ? [] : [{ kind: 'StatefulSet', name: owner, controller: true }];
  return {
    kind: 'Pod',
    metadata: { name, namespace, ownerReferences },
    spec: { nodeName: 'node-1', containers: [{ name: 'app' }] },
    status,
  };
}

const running = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
const evicted = { phase: 'Failed', reason: 'Evicted' };

describe('the live tree', () => {
  it('draws namespaces in trouble first, workloads with their state in words, and their pods', async () => {
    const { tree } = stage();
    assert.deepEqual(await outline(tree), [
      'shop | ⚠ 1 | warning',
      '  Deployments | (1)  ⚠ 1 | quiet',
      '    cart | 1/3 ready · rolling out | warning',
      '      cart-7d9-b | CrashLoopBackOff · 14↺ | critical',
      '      cart-7d9-a | Running | ok',
      '  CronJobs | (1) | ok',
      '    report | 0 3 * * * | ok',
      '      report-1 | completed | quiet',
      '  Services | (1) | ok',
      '    cart | ClusterIP · 80 | ok',
      '  Pods | (1) | ok',
      '    lone | Succeeded | quiet',
      'alpha | ok',
      '  Nothing found | quiet',
    ]);
  });

  it('says version and nodes once it is connected', async () => {
    const { tree, cluster } = stage();
    cluster.put('{ kind: Node, metadata: { name: node-1 } }');
    assert.equal(tree.summary(), undefined);
    await tree.children(undefined);
    assert.deepEqual(tree.summary(), {
      version: 'v1.36',
      nodes: 1,
      critical: 0,
      warnings: 1,
      worst: ['Deployment shop/cart: 1/3 ready · rolling out'],
      gaps: [],
    });
  });

  it('says the same of a namespace before and after it is opened', async () => {
    const { tree, cluster } = stage();
    cluster.put('{ kind: Service, metadata: { name: api, namespace: alpha }, spec: { selector: { app: api } } }');
    cluster.put(
      '{ kind: Job, metadata: { name: seed, namespace: alpha }, status: { conditions: [{ type: Failed, status: "True" }] } }',
    );
    const before = drawn(await tree.children(undefined));
    assert.deepEqual(before, ['alpha | ⛔ 2 | critical', 'shop | ⚠ 1 | warning']);
    await outline(tree);
    assert.deepEqual(drawn(await tree.children(undefined)), before);
  });

  it('gives the path to an object, root first, and none for what it does not draw', async () => {
    const { tree } = stage();
    const find = (kind: string, name: string) => tree.find({ apiVersion: 'v1', kind, namespace: 'shop', name });
    assert.deepEqual(await find('Pod', 'cart-7d9-b'), [
      'Namespace/shop',
      'folder/shop/Deployments',
      'Deployment/shop/cart',
      'Pod/shop/cart-7d9-b',
    ]);
    assert.deepEqual(await find('Service', 'cart'), ['Namespace/shop', 'folder/shop/Services', 'Service/shop/cart']);
    assert.equal(await find('ConfigMap', 'cart'), undefined);
    assert.equal(await find('Pod', 'gone'), undefined);
    assert.deepEqual(await tree.find({ apiVersion: 'v1', kind: 'Namespace', name: 'alpha' }), ['Namespace/alpha']);
  });

  it('ends a list above 200 children in "Show 200 more", and reveals what is further down', async () => {
    const { tree, cluster } = stage();
    for (let index = 0; index < 450; index++) cluster.putObject(pod('alpha', `p-${index}`, running));
    const folder = 'folder/alpha/Pods';
    const first = await tree.children(folder);
    assert.equal(first.length, 201);
    assert.deepEqual(
      [text(first[10]?.label ?? ''), text(first.at(-1)?.label ?? ''), first.at(-1)?.what],
      ['p-10', 'Show 200 more', 'more'],
    );
    const added = await tree.children(first.at(-1)?.id);
    assert.equal(added.length, 201);
    assert.equal(labels(await tree.children(folder)).at(-1), 'Show 50 more');
    const path = await tree.find({ apiVersion: 'v1', kind: 'Pod', namespace: 'alpha', name: 'p-449' });
    assert.equal(path?.at(-1), 'Pod/alpha/p-449');
    assert.equal((await tree.children(folder)).length, 450);
  });

  it('watches only while somebody listens, and goes on where it stopped', async () => {
    const { tree, cluster, clock } = stage();
    await tree.children(undefined);
    assert.equal(cluster.streams, 0);
    const stop = tree.listen(() => undefined);
    const again = tree.listen(() => undefined);
    await settle();
    assert.equal(cluster.streams, 10);
    stop();
    stop();
    assert.equal(cluster.streams, 10);
    again();
    await settle();
    assert.deepEqual([cluster.streams, clock.waiting], [0, 0]);
    const lists = cluster.reads.filter((read) => read.startsWith('list')).length;
    cluster.remove('Namespace', undefined, 'alpha');
    const changes: unknown[] = [];
    tree.listen((nodes) => changes.push(nodes));
    await clock.advance(300);
    assert.deepEqual(changes, [[undefined]]);
    assert.equal(cluster.reads.filter((read) => read.startsWith('list')).length, lists);
  });

  it('announces a burst at once, and only the nodes that are drawn otherwise', async () => {
    const { tree, cluster, clock } = stage();
    await outline(tree);
    const changes: (readonly (string | undefined)[])[] = [];
    tree.listen((nodes) => changes.push(nodes));
    await settle();
    // Nothing that shows
    cluster.put('{ kind: Namespace, metadata: { name: alpha, labels: { a: b } }, status: { phase: Active } }');
    await clock.advance(1000);
    assert.deepEqual(changes, []);
    for (const name of ['cart-7d9-b', 'cart-7d9-c', 'cart-7d9-d'])
      cluster.put(`
kind: Pod
metadata:
  name: ${name}
  namespace: shop
  labels: { pod-template-hash: 7d9 }
  ownerReferences: [{ kind: ReplicaSet, name: cart-7d9, controller: true }]
spec: { nodeName: node-1, containers: [{ name: cart }] }
status: { phase: Running, containerStatuses: [{ name: cart, restartCount: 15, state: { waiting: { reason: CrashLoopBackOff } } }] }
`);
    await clock.advance(200);
    assert.deepEqual(changes, []);
    await clock.advance(100);
    assert.equal(changes.length, 1);
    assert.deepEqual(new Set(changes[0]), new Set(['Deployment/shop/cart', 'Pod/shop/cart-7d9-b']));
  });

  it('shows what becomes of a young pod by time alone', async () => {
    const { tree, cluster, clock } = stage();
    cluster.putObject({
      kind: 'Pod',
      metadata: { name: 'new', namespace: 'alpha', creationTimestamp: new Date(clock.now()).toISOString() },
      status: { phase: 'Pending' },
    });
    await tree.children(undefined);
    const changes: (readonly (string | undefined)[])[] = [];
    tree.listen((nodes) => changes.push(nodes));
    await clock.advance(20_000);
    assert.deepEqual(changes, []);
    await clock.advance(20_000);
    assert.deepEqual(changes.flat(), [undefined, 'Namespace/alpha']);
  });

  it('works without permission to list namespaces: the own one and those that can be read', async () => {
    const { tree, cluster } = stage();
    cluster.forbidden.add('namespaces');
    assert.deepEqual(labels(await tree.children(undefined)), [
      'shop',
      'default',
      'Other namespaces could not be listed',
    ]);
    assert.deepEqual(tree.summary()?.gaps.map(text), ['namespaces: forbidden (needs list on namespaces)']);
  });

  it('reads namespace by namespace where the whole cluster is forbidden', async () => {
    const { tree, cluster } = stage();
    for (const resource of ['pods', 'deployments.apps', 'statefulsets.apps', 'daemonsets.apps'])
      cluster.forbidden.add(resource);
    assert.deepEqual(drawn(await tree.children(undefined)), ['alpha | unknown', 'shop | unknown']);
    assert.deepEqual(drawn(await tree.children('folder/shop/Deployments')), [
      'cart | 1/3 ready · rolling out | warning',
    ]);
    assert.deepEqual(drawn(await tree.children(undefined)), ['shop | ⚠ 1 | warning', 'alpha | unknown']);
  });

  it('says which kind is forbidden and draws the others', async () => {
    const { tree, cluster } = stage();
    cluster.forbidden.add('deployments.apps');
    cluster.forbidden.add('deployments.apps in shop');
    cluster.forbidden.add('deployments.apps in default');
    cluster.forbidden.add('services');
    cluster.forbidden.add('services in shop');
    const folders = labels(await tree.children('Namespace/shop'));
    assert.deepEqual(folders, ['CronJobs', 'Pods', 'Not read: deployments.apps, services']);
    // The pods of a Deployment that cannot be read are still there
    assert.deepEqual(labels(await tree.children('folder/shop/Pods')), ['cart-7d9-b', 'cart-7d9-a', 'lone']);
    await tree.children(undefined);
    assert.deepEqual(tree.summary()?.gaps.map(text), [
      'deployments.apps: forbidden (needs list on deployments.apps)',
      'deployments.apps in default: forbidden (needs list on deployments.apps in default)',
      'deployments.apps in shop: forbidden (needs list on deployments.apps in shop)',
      'services: forbidden (needs list on services)',
      'services in shop: forbidden (needs list on services in shop)',
    ]);
  });

  it('rejects when the cluster cannot be read, and connects later', async () => {
    const { tree, cluster } = stage();
    cluster.failingLists = 100;
    await assert.rejects(tree.children(undefined), (error: unknown) => isKubeError(error));
    cluster.failingLists = 0;
    assert.equal((await tree.children(undefined)).length, 2);
  });

  it('lists a kind again now and then that may be listed and not watched', async () => {
    const { tree, cluster, clock } = stage();
    cluster.unwatchable.add('pods');
    await tree.children('folder/shop/Pods');
    const changes: (readonly (string | undefined)[])[] = [];
    tree.listen((nodes) => changes.push(nodes));
    await settle();
    cluster.reads.length = 0;
    cluster.remove('Pod', 'shop', 'lone');
    await clock.advance(59_000);
    assert.deepEqual(changes, []);
    await clock.advance(2000);
    assert.deepEqual(await tree.children('folder/shop/Pods'), []);
    const lists = cluster.reads.filter((read) => read === 'list pods').length;
    assert.equal(lists, 1);
  });

  it('does not hurry a server whose watches expire or close at once', async () => {
    for (const trouble of ['compact', 'closeWatches', 'failWatches'] as const) {
      const { tree, cluster, clock } = stage();
      await tree.children(undefined);
      tree.listen(() => undefined);
      await settle();
      cluster.reads.length = 0;
      for (let second = 0; second < 60; second++) {
        cluster.put('{ kind: Namespace, metadata: { name: other } }');
        cluster[trouble]();
        await clock.advance(1000);
      }
      // Ten kinds; at most a list and a watch of each in a second
      assert.ok(cluster.reads.length <= 60 * 10 * 2, `${trouble}: ${cluster.reads.length} reads in a minute`);
    }
  });

  it('ends equal to the cluster after any changes, closed, failed, stalled and expired watches, failed lists, refusals and outages', async () => {
    const name = fc.constantFrom('web-0', 'web-1', 'web-10');
    const namespace = fc.constantFrom('alpha', 'shop');
    const status = fc.constantFrom(running, evicted, { phase: 'Pending' });
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ put: fc.record({ namespace, name, status, owned: fc.boolean() }) }) },
      { weight: 3, arbitrary: fc.record({ remove: fc.record({ namespace, name }) }) },
      { weight: 1, arbitrary: fc.record({ namespaceGone: namespace }) },
      { weight: 1, arbitrary: fc.record({ namespaceMade: namespace }) },
      { weight: 3, arbitrary: fc.record({ wait: fc.constantFrom(10, 300, 5000, 40_000) }) },
      {
        weight: 4,
        arbitrary: fc.record({ trouble: fc.constantFrom('close', 'fail', 'stall', 'compact', 'bookmark') }),
      },
      { weight: 1, arbitrary: fc.record({ failingLists: fc.integer({ min: 1, max: 8 }) }) },
      { weight: 2, arbitrary: fc.record({ refused: fc.constantFrom('pods', 'namespaces', 'pods in shop', '') }) },
      { weight: 2, arbitrary: fc.record({ isThere: fc.boolean() }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { tree, cluster, clock } = stage();
        cluster.put('{ kind: StatefulSet, metadata: { name: web, namespace: shop }, spec: { replicas: 2 } }');
        const mirror = new Mirror(tree);
        await mirror.readAll();
        const stop = tree.listen((nodes) => mirror.later(nodes));
        for (const one of steps) {
          if ('put' in one)
            cluster.putObject(pod(one.put.namespace, one.put.name, one.put.status, one.put.owned ? 'web' : undefined));
          else if ('remove' in one) cluster.remove('Pod', one.remove.namespace, one.remove.name);
          else if ('namespaceGone' in one) cluster.remove('Namespace', undefined, one.namespaceGone);
          else if ('namespaceMade' in one)
            cluster.putObject({ kind: 'Namespace', metadata: { name: one.namespaceMade } });
          else if ('wait' in one) await clock.advance(one.wait);
          else if ('failingLists' in one) cluster.failingLists = one.failingLists;
          else if ('refused' in one) {
            if (one.refused === '') cluster.forbidden.clear();
            else cluster.forbidden.add(one.refused);
          } else if ('isThere' in one) {
            if (one.isThere) cluster.comeBack();
            else cluster.goAway();
          } else if (one.trouble === 'close') cluster.closeWatches();
          else if (one.trouble === 'fail') cluster.failWatches();
          else if (one.trouble === 'stall') cluster.stallWatches();
          else if (one.trouble === 'compact') cluster.compact();
          else cluster.bookmark();
        }
        // Longer than a stalled watch is waited for, and than all pauses after failures
        cluster.failingLists = 0;
        cluster.forbidden.clear();
        cluster.comeBack();
        await clock.advance(500_000);
        const truth = await outline(liveTree(cluster, clock));
        assert.deepEqual(await outline(tree), truth);
        assert.deepEqual(mirror.outline(), truth);
        stop();
        await settle();
        assert.deepEqual([cluster.streams, clock.waiting], [0, 0]);
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);
});

/** A view that reads again only what is announced. */
class Mirror {
  readonly #tree: LiveTree;
  readonly #children = new Map<string | undefined, readonly TreeNode[]>();
  #reading: Promise<void> = Promise.resolve();

  constructor(tree: LiveTree) {
    this.#tree = tree;
  }

  async readAll(parent?: string): Promise<void> {
    const nodes = await this.#tree.children(parent);
    this.#children.set(parent, nodes);
    for (const node of nodes) if (node.expandable) await this.readAll(node.id);
  }

  /** What is announced while something is read is read after it, as by the view. */
  later(nodes: readonly (string | undefined)[]): void {
    this.#reading = this.#reading.then(() => this.apply(nodes));
  }

  async apply(nodes: readonly (string | undefined)[]): Promise<void> {
    for (const id of nodes) {
      if (id !== undefined) {
        const parent = [...this.#children].find(([, children]) => children.some((child) => child.id === id));
        if (parent !== undefined) this.#children.set(parent[0], await this.#tree.children(parent[0]));
      }
      await this.readAll(id);
    }
  }

  outline(parent?: string, indent = ''): readonly string[] {
    return (this.#children.get(parent) ?? []).flatMap((node) => [
      indent + (drawn([node])[0] ?? ''),
      ...(node.expandable ? this.outline(node.id, `${indent}  `) : []),
    ]);
  }
}
