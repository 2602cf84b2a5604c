import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { deferred, type Deferred } from '../../../src/core/deferred.ts';
import type { Engine, LiveTree, TreeNode, TreeSummary } from '../../../src/core/engine.ts';
import { KubeError, type KubeErrorFacts } from '../../../src/core/kubeError.ts';
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
  questions = 0;
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
  answers(): Promise<void> {
    this.questions += 1;
    return this.error === undefined ? Promise.resolve() : Promise.reject(this.error);
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

const open = new Set<Editor>();

function closeAll(): void {
  for (const { lines } of open) lines.dispose();
  open.clear();
}

/** What the editor does with the lines: it reads what is expanded again whenever it is told to, and remembers by id what that is. */
class Editor {
  readonly trees = new Map<string, FakeTree>();
  readonly told: Kubeconfig[] = [];
  readonly connections: string[] = [];
  readonly troubles: (readonly [string, string | undefined])[] = [];
  readonly lines: ClusterLines;
  readonly expanded = new Set<string>();
  /** The ids of the lines to draw anew, as told. */
  readonly changes: string[] = [];
  contexts: readonly ContextSummary[] | Error = [context('demo')];
  /** What the kubeconfig says of each; an error: nothing that could be read. */
  entry: string | Error = 'as it was';
  reloads = 0;
  asked = 0;
  /** The contexts as drawn last. */
  items: readonly ClusterItem[] = [];
  drawings = 0;
  drawn: readonly string[] = [];

  constructor() {
    open.add(this);
    const engine: Pick<Engine, 'contexts' | 'entryStamp' | 'tree' | 'reload'> = {
      contexts: () => (this.contexts instanceof Error ? Promise.reject(this.contexts) : Promise.resolve(this.contexts)),
      entryStamp: () => (this.entry instanceof Error ? Promise.reject(this.entry) : Promise.resolve(this.entry)),
      tree: (name) => this.tree(name),
      reload: () => (this.reloads += 1),
    };
    this.lines = new ClusterLines({
      engine: () => Promise.resolve(engine),
      onChange: (items) => {
        this.changes.push(...(items?.map((item) => item.id) ?? ['everything']));
        void this.draw();
      },
      onKubeconfig: (kubeconfig) => this.told.push(kubeconfig),
      onConnected: (name) => this.connections.push(name),
      onTrouble: (name, trouble) => this.troubles.push([name, trouble?.because]),
      log: () => undefined,
      patience: 50,
      quiet: 20,
      pauses: { look: 10, retry: 60 },
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
    const children = await this.lines.children(item);
    if (item === undefined) this.items = children;
    for (const child of children) {
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

const failure = ['demo', ' (reason)', ' (retry)', ' (log)', ' (start)'];

async function failed(facts: Partial<KubeErrorFacts>): Promise<Editor> {
  const editor = new Editor();
  editor.tree('demo').error = kubeError(facts);
  await editor.expand('demo');
  assert.deepEqual(editor.drawn, failure);
  return editor;
}

function kubeError(facts: Partial<KubeErrorFacts>): KubeError {
  return new KubeError({ code: 'unreachable', operation: 'list', detail: 'nobody is there', ...facts });
}

describe('the lines of the Clusters view as the editor reads them', () => {
  afterEach(closeAll);

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

describe('the lines of a context that could not be connected', () => {
  afterEach(closeAll);

  for (const code of ['unreachable', 'timeout'] as const)
    it(`become those of its cluster once it is there again (${code})`, async () => {
      const editor = await failed({ code });
      editor.tree('demo').error = undefined;
      await editor.settle();
      assert.deepEqual(editor.drawn, ['demo', ' shop']);
      assert.deepEqual(editor.troubles.at(-1), ['demo', undefined]);
      const { questions } = editor.tree('demo');
      await editor.settle();
      assert.equal(editor.tree('demo').questions, questions);
    });

  it('stay as they are while it is asked, by one light question at a time', async () => {
    const editor = await failed({});
    const { reads, questions } = editor.tree('demo');
    const { drawings } = editor;
    await editor.settle();
    await editor.settle();
    const asked = editor.tree('demo').questions - questions;
    assert.ok(asked >= 2 && asked <= 7, `${asked} questions`);
    assert.deepEqual([editor.tree('demo').reads, editor.drawings], [reads, drawings]);
    editor.tree('demo').waiting = deferred();
    editor.tree('demo').error = undefined;
    await editor.settle();
    assert.deepEqual(editor.drawn, failure);
    editor.tree('demo').waiting?.resolve(undefined);
    editor.tree('demo').waiting = undefined;
    await editor.settle();
    assert.deepEqual(editor.drawn, ['demo', ' shop']);
  });

  it('tell what keeps it from being connected now, and a credential that is refused is not tried again', async () => {
    const editor = await failed({});
    editor.tree('demo').error = kubeError({ code: 'unauthorized', detail: 'the token has expired' });
    await editor.settle();
    assert.deepEqual(editor.troubles.at(-1), ['demo', 'the token has expired']);
    const { questions } = editor.tree('demo');
    await editor.settle();
    assert.equal(editor.tree('demo').questions, questions);
    assert.deepEqual(editor.drawn, failure);
  });

  it('wait for a person after a login that failed, and after what time does not mend', async () => {
    for (const facts of [
      { operation: 'connect', code: 'timeout' },
      { code: 'unauthorized' },
      { code: 'bad_input' },
    ] as const) {
      const editor = await failed(facts);
      editor.tree('demo').error = undefined;
      await editor.settle();
      assert.deepEqual([editor.drawn, editor.tree('demo').questions], [failure, 0]);
    }
  });

  it('give way to another attempt when the kubeconfig says something else of it', async () => {
    for (const code of ['unauthorized', 'bad_input', 'unreachable'] as const) {
      const editor = await failed({ code, operation: 'connect' });
      editor.entry = new Error('half written');
      editor.tree('demo').error = undefined;
      await editor.settle();
      assert.deepEqual(editor.drawn, failure);
      editor.entry = 'repaired';
      await editor.settle();
      assert.deepEqual(editor.drawn, ['demo', ' shop']);
    }
  });

  it('give way, too, when it was repaired while it was still being connected', async () => {
    const editor = new Editor();
    const tree = editor.tree('demo');
    tree.waiting = deferred();
    tree.error = kubeError({ code: 'unauthorized' });
    editor.expanded.add('demo');
    const drawing = editor.draw();
    await sleep(10);
    editor.entry = 'repaired';
    tree.waiting.resolve(undefined);
    await drawing;
    assert.deepEqual(editor.drawn, failure);
    tree.error = undefined;
    await editor.settle();
    assert.deepEqual(editor.drawn, ['demo', ' shop']);
  });

  it('are not looked after while nobody sees them, and are at once when somebody does', async () => {
    const editor = await failed({});
    editor.lines.setVisible(false);
    await sleep(20);
    const { questions } = editor.tree('demo');
    editor.tree('demo').error = undefined;
    await editor.settle();
    assert.deepEqual([editor.drawn, editor.tree('demo').questions], [failure, questions]);
    editor.lines.setVisible(true);
    await editor.settle();
    assert.deepEqual(editor.drawn, ['demo', ' shop']);
  });

  it('are not tried again once it is folded, or gone from the kubeconfig', async () => {
    for (const leave of [
      (editor: Editor) => {
        const [item] = editor.items;
        assert(item !== undefined);
        editor.lines.setExpanded(item, false);
      },
      (editor: Editor) => {
        editor.contexts = [];
        editor.lines.redrawAll();
      },
    ]) {
      const editor = await failed({});
      leave(editor);
      await sleep(50);
      const { questions } = editor.tree('demo');
      await editor.settle();
      assert.equal(editor.tree('demo').questions, questions);
    }
  });

  it('disturb no context that is connected', async () => {
    const editor = new Editor();
    editor.contexts = [context('demo'), context('dead')];
    editor.tree('dead').error = kubeError({});
    editor.expanded.add('dead');
    await editor.expand('demo');
    editor.changes.length = 0;
    editor.entry = 'repaired';
    await editor.settle();
    assert.deepEqual([...new Set(editor.changes)], ['["dead"]']);
    assert.equal(editor.tree('demo').questions, 0);
    assert.equal(editor.tree('demo').listeners.size, 1);
  });
});
