import assert from 'node:assert/strict';
import type { TreeNode } from '../../../src/core/engine.ts';
import type { ContextSummary } from '../../../src/core/ports.ts';
import type { ObjectRef } from '../../../src/core/objectRef.ts';
import { ClusterItems } from '../../../src/hosts/vscode/trees/clusterItems.ts';
import { itemId, type ContextItem } from '../../../src/hosts/vscode/trees/clusterItem.ts';
import { itemWords } from '../../../src/hosts/vscode/trees/itemWords.ts';
import { startKinds } from '../../../src/tools/tracing/chain/chainQuestion.ts';

const summary = (name: string): ContextSummary => ({
  name,
  current: true,
  cluster: name,
  server: 'https://127.0.0.1:6443',
  user: 'me',
  credential: 'token',
  namespace: 'default',
});

const node = (id: string, more: Partial<TreeNode> = {}): TreeNode => ({
  id,
  label: id,
  description: '',
  tooltip: [],
  state: 'ok',
  icon: 'circle',
  expandable: false,
  what: 'pod',
  ...more,
});

function demo(items: ClusterItems): ContextItem {
  const [context] = items.contexts([summary('demo')]);
  assert(context !== undefined);
  return context;
}

describe('the lines of the Clusters view', () => {
  it('stay the same lines while their content changes', () => {
    const items = new ClusterItems();
    const context = demo(items);
    const [before] = items.children(context, [node('shop', { description: '3 bad' })]);
    const [after] = items.children(context, [node('shop', { description: 'fine' })]);
    assert.equal(before, after);
    assert.equal(after?.node.description, 'fine');
    assert.equal(items.contexts([summary('demo')])[0], context);
  });

  it('are forgotten with everything below them when their node is gone', () => {
    const items = new ClusterItems();
    const context = demo(items);
    const [shop] = items.children(context, [node('shop')]);
    assert(shop !== undefined);
    items.children(shop, [node('shop/cart')]);
    assert(items.node('demo', 'shop/cart') !== undefined);
    items.children(context, [node('bank')]);
    assert.equal(items.node('demo', 'shop'), undefined);
    assert.equal(items.node('demo', 'shop/cart'), undefined);
    assert(items.node('demo', 'bank') !== undefined);
  });

  it('are forgotten with a context that is gone, and new ones when it is there again', () => {
    const items = new ClusterItems();
    const context = demo(items);
    items.children(context, [node('shop')]);
    items.contexts([summary('other')]);
    assert.equal(items.context('demo'), undefined);
    assert.equal(items.node('demo', 'shop'), undefined);
    assert.equal(items.byId(itemId('demo')), undefined);
    assert.notEqual(items.contexts([summary('demo')])[0], context);
  });

  it('are told apart between contexts, whatever these are called', () => {
    const ids = [
      itemId('a'),
      itemId('a', 'b'),
      itemId('a/b'),
      itemId('a","b'),
      itemId('a', 'b","c'),
      itemId('a","b', 'c'),
    ];
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe('the words by which menus choose', () => {
  const words = (object: ObjectRef | undefined, more: Partial<TreeNode> = {}, namespace?: string): string[] => {
    const items = new ClusterItems();
    const [item] = items.children(demo(items), [node('n', { ...more, ...(object === undefined ? {} : { object }) })]);
    assert(item !== undefined);
    return itemWords(item, { context: 'demo', namespace }).split(' ');
  };
  const ref = (kind: string, name = 'x'): ObjectRef => ({ apiVersion: 'v1', kind, name });

  it('offer a pod’s logs, and those of the run before only where it restarted', () => {
    assert.deepEqual(words(ref('Pod')), ['pod', 'object', 'named', 'diagnosable', 'traceable', 'timed', 'restartable']);
    assert(words(ref('Pod'), { restarted: true, state: 'critical' }).includes('restarted'));
    assert(words(ref('Pod'), { state: 'critical' }).includes('bad'));
    assert(!words(ref('Pod'), { description: 'Running · 3↺' }).includes('restarted'));
  });

  it('offer to trace what a request can come through', () => {
    for (const kind of startKinds) assert(words(ref(kind)).includes('traceable'), kind);
    for (const kind of ['ConfigMap', 'Job', 'CronJob', 'Node', 'PersistentVolumeClaim'])
      assert(!words(ref(kind)).includes('traceable'), kind);
  });

  it('offer the revisions of what keeps some', () => {
    for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet']) assert(words(ref(kind)).includes('rolling'), kind);
    for (const kind of ['ReplicaSet', 'Job', 'CronJob', 'Pod']) assert(!words(ref(kind)).includes('rolling'), kind);
  });

  it('offer the changes that a kind can have', () => {
    const offered = (kind: string): readonly string[] =>
      words(ref(kind)).filter((word) => ['restartable', 'scalable', 'rolling'].includes(word));
    assert.deepEqual(offered('Deployment'), ['rolling', 'restartable', 'scalable']);
    assert.deepEqual(offered('StatefulSet'), ['rolling', 'restartable', 'scalable']);
    assert.deepEqual(offered('DaemonSet'), ['rolling', 'restartable']);
    assert.deepEqual(offered('Pod'), ['restartable']);
    for (const kind of ['Job', 'CronJob', 'Service', 'Namespace', 'Node']) assert.deepEqual(offered(kind), [], kind);
  });

  it('offer to enable changes, or to switch them off', () => {
    const context = demo(new ClusterItems());
    const changing = (name: string) => (name === 'demo' ? { text: 'changes on' } : undefined);
    assert.match(itemWords(context, { context: 'demo', namespace: undefined, changing }), / changing$/);
    assert.match(
      itemWords(context, { context: 'demo', namespace: undefined, changing: () => undefined }),
      / readonly$/,
    );
  });

  it('offer a namespace as default unless it is', () => {
    assert(words(ref('Namespace', 'shop'), { what: 'namespace' }, 'bank').includes('other'));
    assert(words(ref('Namespace', 'shop'), { what: 'namespace' }, 'shop').includes('default'));
  });

  it('offer nothing about an object on a line that is none', () => {
    assert.deepEqual(words(undefined, { what: 'kindFolder' }), ['kindFolder']);
  });

  it('offer to connect and to use a context', () => {
    const context = demo(new ClusterItems());
    assert.equal(
      itemWords(context, { context: 'demo', namespace: undefined }),
      'context disconnected active named readonly',
    );
    context.connection = 'open';
    context.lost = true;
    assert.equal(
      itemWords(context, { context: 'prod', namespace: undefined }),
      'context disconnected other named readonly',
    );
    context.lost = false;
    assert.equal(
      itemWords(context, { context: 'prod', namespace: undefined }),
      'context connected other named readonly',
    );
  });
});
