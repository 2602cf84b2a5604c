import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { deferred, type Deferred } from '../../../src/core/deferred.ts';
import type { Engine, LiveTree, TreeNode, TreeSummary } from '../../../src/core/engine.ts';
import { KubeError } from '../../../src/core/kubeError.ts';
import type { ContextSummary } from '../../../src/core/ports.ts';
import { ClusterLines, type Kubeconfig } from '../../../src/hosts/vscode/trees/clusterLines.ts';
import type { ClusterItem } from '../../../src/hosts/vscode/trees/clusterItem.ts';

const context = (name: string): ContextSummary => ({
  name,
  current: false,
  cluster: name,
  server: `https://${name}`,
  user: 'me',
  credential: 'token',
  namespace: 'default',
});

const node = (id: string, expandable = true): TreeNode => ({
  id,
  label: id,
  description: '',
  tooltip: [],
  state: 'ok',
  icon: 'circle',
  expandable,
  what: 'namespace',
});

/** A tree whose answers a test gives. */
class FakeTree implements LiveTree {
  readonly listeners = new Set<(nodes: readonly (string | undefined)[]) => void>();
  below: Readonly<Record<string, readonly TreeNode[] | undefined>> = {
    '': [node('shop')],
    shop: [node('cart', false)],
  };
  error: Error | undefined;
  waiting: Deferred<undefined> | undefined;
  reads = 0;
  renewals = 0;
  lost: TreeSummary['lost'];

  async children(parent: string | undefined): Promise<readonly TreeNode[]> {
    this.reads += 1;
    await this.waiting?.promise;
    if (this.error !== undefined) throw this.error;
    return this.below[parent ?? ''] ?? [];
  }
  summary(): TreeSummary {
    const facts = { version: 'v1.36', nodes: 3, critical: 0, warnings: 0, worst: [], gaps: [] };
    return this.lost === undefined ? facts : { ...facts, lost: this.lost };
  }
  find(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  listen(onChange: (nodes: readonly (string | undefined)[]) => void): () => void {
    this.listeners.add(onChange);
    return () => this.listeners.delete(onChange);
  }
  renew(): void {
    this.renewals += 1;
  }
  dispose(): void {
    this.listeners.clear();
  }
  tell(...nodes: readonly (string | undefined)[]): void {
    for (const listener of this.listeners) listener(nodes);
  }
}

/** What the editor does with the lines: it reads what is expanded again whenever it is told to, and remembers by id what that is. */
class Editor {
  readonly trees = new Map<string, FakeTree>();
  readonly told: Kubeconfig[] = [];
  readonly connections: string[] = [];
  readonly troubles: (readonly [string, string | undefined])[] = [];
  readonly lines: ClusterLines;
  readonly expanded = new Set<string>();
  contexts: readonly ContextSummary[] | Error = [context('demo')];
  reloads = 0;
  asked = 0;
  drawings = 0;
  drawn: readonly string[] = [];

  constructor() {
    const engine: Pick<Engine, 'contexts' | 'tree' | 'reload'> = {
      contexts: () => (this.contexts instanceof Error ? Promise.reject(this.contexts) : Promise.resolve(this.contexts)),
      tree: (name) => this.tree(name),
      reload: () => (this.reloads += 1),
    };
    this.lines = new ClusterLines({
      engine: () => Promise.resolve(engine),
      onChange: () => void this.draw(),
      onKubeconfig: (kubeconfig) => this.told.push(kubeconfig),
      onConnected: (name) => this.connections.push(name),
      onTrouble: (name, trouble) => this.troubles.push([name, trouble?.because]),
      log: () => undefined,
      patience: 50,
      quiet: 20,
    });
  }

  tree(name: string): FakeTree {
    const tree = this.trees.get(name) ?? new FakeTree();
    this.trees.set(name, tree);
    return tree;
  }

  async draw(): Promise<void> {
    this.drawn = await this.#below(undefined, '');
    this.drawings += 1;
  }

  async expand(name: string): Promise<void> {
    this.expanded.add(name);
    await this.draw();
    await this.settle();
  }

  /** Changes are told of when the editor has been left alone for a moment. */
  async settle(): Promise<void> {
    await sleep(200);
  }

  async #below(item: ClusterItem | undefined, indent: string): Promise<readonly string[]> {
    this.asked += 1;
    const lines: string[] = [];
    for (const child of await this.lines.children(item)) {
      if (child.type === 'context') this.lines.summary(child);
      const name = child.type === 'context' ? child.context : child.type === 'node' ? child.node.id : `(${child.note})`;
      lines.push(indent + name);
      if (this.expanded.has(name)) lines.push(...(await this.#below(child, `${indent} `)));
    }
    return lines;
  }
}

async function connected(): Promise<Editor> {
  const editor = new Editor();
  await editor.expand('demo');
  await editor.expand('shop');
  assert.deepEqual(editor.drawn, ['demo', ' shop', '  cart']);
  return editor;
}

describe('the lines of the Clusters view as the editor reads them', () => {
  it('are read a bounded number of times for a refresh and for a change, and stay', async () => {
    const editor = await connected();
    const { asked } = editor;
    await editor.lines.refresh();
    await editor.settle();
    assert.equal(editor.reloads, 1);
    assert.deepEqual(editor.drawn, ['demo', ' shop', '  cart']);
    // The root, the context and the namespace, once each
    assert.ok(editor.asked - asked <= 3, `asked ${editor.asked - asked} times`);
    const before = editor.asked;
    for (let change = 0; change < 20; change++) editor.tree('demo').tell('shop');
    await editor.settle();
    assert.ok(editor.asked - before <= 3, `asked ${editor.asked - before} times`);
  });

  it('stay while a refresh waits for a slow cluster', async () => {
    const editor = await connected();
    editor.tree('demo').waiting = deferred();
    await editor.lines.refresh();
    await editor.settle();
    assert.deepEqual(editor.drawn, ['demo', ' shop', '  cart']);
    editor.tree('demo').below = { '': [node('shop'), node('bank')], shop: [node('cart', false)] };
    editor.tree('demo').waiting?.resolve(undefined);
    editor.tree('demo').waiting = undefined;
    await editor.settle();
    assert.deepEqual(editor.drawn, ['demo', ' shop', '  cart', ' bank']);
  });

  it('tell that a context was connected once it was expanded and has answered, once', async () => {
    const editor = await connected();
    assert.deepEqual(editor.connections, ['demo']);
    await editor.lines.refresh();
    await editor.settle();
    assert.deepEqual(editor.connections, ['demo']);
  });

  it('say that a cluster is waited for, and then what it has', async () => {
    const editor = new Editor();
    editor.tree('demo').waiting = deferred();
    await editor.expand('demo');
    assert.deepEqual(editor.drawn, ['demo', ' (waiting)']);
    editor.tree('demo').waiting?.resolve(undefined);
    editor.tree('demo').waiting = undefined;
    await editor.settle();
    assert.deepEqual(editor.drawn, ['demo', ' shop']);
  });

  it('say why a cluster cannot be connected, and try again only when they are told to', async () => {
    const editor = new Editor();
    editor.tree('demo').error = new KubeError({ code: 'unreachable', operation: 'connect', detail: 'nobody is there' });
    await editor.expand('demo');
    assert.deepEqual(editor.drawn, ['demo', ' (reason)', ' (retry)', ' (log)', ' (start)']);
    assert.deepEqual(editor.connections, []);
    assert.deepEqual(editor.troubles, [['demo', 'nobody is there']]);
    const { reads } = editor.tree('demo');
    editor.lines.redrawAll();
    await editor.settle();
    assert.equal(editor.tree('demo').reads, reads);
    editor.tree('demo').error = undefined;
    await editor.lines.connect('demo');
    await editor.settle();
    assert.deepEqual(editor.drawn, ['demo', ' shop']);
    assert.equal(editor.tree('demo').renewals, 1);
    assert.deepEqual(editor.troubles.slice(1), [['demo', undefined]]);
  });

  it('tell that a cluster was lost, and that it is there again, so that it is told of outside the view', async () => {
    const editor = await connected();
    editor.troubles.length = 0;
    editor.tree('demo').lost = { since: 0, because: 'nobody is there any more', hint: 'wait' };
    editor.tree('demo').tell(undefined);
    await editor.settle();
    assert.deepEqual(editor.troubles.at(-1), ['demo', 'nobody is there any more']);
    editor.tree('demo').lost = undefined;
    editor.tree('demo').tell(undefined);
    await editor.settle();
    assert.deepEqual(editor.troubles.at(-1), ['demo', undefined]);
    const told = editor.troubles.length;
    editor.lines.redrawAll();
    await editor.settle();
    assert.equal(editor.troubles.length, told);
  });

  it('hold up no context for another one', async () => {
    const editor = new Editor();
    editor.contexts = [context('slow'), context('demo')];
    editor.tree('slow').waiting = deferred();
    editor.expanded.add('slow');
    await editor.expand('demo');
    assert.deepEqual(editor.drawn, ['slow', ' (waiting)', 'demo', ' shop']);
  });

  it('come and go with the contexts of the kubeconfig, and nobody listens to those that are gone', async () => {
    const editor = await connected();
    assert.equal(editor.tree('demo').listeners.size, 1);
    editor.contexts = [context('other')];
    editor.lines.redrawAll();
    await editor.settle();
    assert.deepEqual(editor.drawn, ['other']);
    assert.equal(editor.tree('demo').listeners.size, 0);
    editor.contexts = [context('demo')];
    editor.lines.redrawAll();
    await editor.settle();
    assert.deepEqual(editor.drawn, ['demo', ' shop', '  cart']);
  });

  it('stay while the kubeconfig is broken, with the reason', async () => {
    const editor = await connected();
    editor.contexts = new KubeError({ code: 'bad_input', operation: 'connect', detail: 'it is not valid YAML' });
    editor.lines.redrawAll();
    await editor.settle();
    assert.deepEqual(editor.drawn, ['demo', ' shop', '  cart']);
    assert.equal(editor.told.at(-1)?.state, 'unreadable');
    assert.equal(editor.told.at(-1)?.problem?.brief, 'it is not valid YAML');
  });

  it('offer what helps where the kubeconfig was broken from the beginning', async () => {
    const editor = new Editor();
    editor.contexts = new KubeError({ code: 'bad_input', operation: 'connect', detail: 'it is not valid YAML' });
    await editor.draw();
    assert.deepEqual(editor.drawn, ['(retry)', '(log)', '(settings)', '(demo)', '(start)']);
  });

  it('are none without a kubeconfig or a context in it: the welcome text speaks then', async () => {
    for (const [reason, state] of [
      ['NoKubeconfig', 'noKubeconfig'],
      ['NoContext', 'noContexts'],
    ] as const) {
      const editor = await connected();
      editor.contexts = new KubeError({ code: 'not_found', operation: 'connect', reason, detail: 'none' });
      editor.lines.redrawAll();
      await editor.settle();
      assert.deepEqual([editor.drawn, editor.told.at(-1)?.state], [[], state]);
    }
  });

  it('go on with another engine where the one that was asked gave up', async () => {
    const editor = new Editor();
    const old = editor.tree('demo');
    old.waiting = deferred();
    old.error = new KubeError({ code: 'cancelled', operation: 'connect', detail: 'closed' });
    editor.expanded.add('demo');
    const drawing = editor.draw();
    await sleep(10);
    editor.trees.delete('demo');
    old.waiting.resolve(undefined);
    await drawing;
    assert.deepEqual(editor.drawn, ['demo', ' shop']);
  });
});
