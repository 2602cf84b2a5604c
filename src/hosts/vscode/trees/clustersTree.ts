import * as vscode from 'vscode';
import type { Engine, LiveTree, TreeNode } from '../../../core/engine.ts';
import { errorWords } from '../errorWords.ts';
import type { Host } from '../host.ts';
import type { ObjectTarget } from '../objectTarget.ts';
import { ClusterItems } from './clusterItems.ts';
import { itemId, type ClusterItem, type ContextItem, type NodeItem, type NoteItem } from './clusterItem.ts';
import { LateAnswers } from './lateAnswers.ts';
import { LiveContexts } from './liveContexts.ts';
import { QuietChanges } from './quietChanges.ts';
import { treeItem } from './treeItem.ts';

type Changed = ClusterItem[] | undefined;

/** The editor draws nothing of a refresh before every expanded context has answered. Milliseconds. */
const patience = 2000;

/** The Clusters view's content: contexts, and below each the engine's live tree, read as it is expanded. */
export class ClustersTree implements vscode.TreeDataProvider<ClusterItem>, vscode.Disposable {
  readonly #host: Host;
  readonly #items = new ClusterItems();
  readonly #changed = new vscode.EventEmitter<Changed>();
  /** Undefined: everything. */
  readonly #changes = new QuietChanges<ClusterItem | undefined>(
    (changes) => {
      const items = changes.filter((item) => item !== undefined);
      this.#changed.fire(items.length < changes.length ? undefined : items);
    },
    (item) => item?.context,
  );
  readonly #live: LiveContexts;
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #connections = new LateAnswers<readonly TreeNode[]>(patience, (context) => this.#redraw(context));
  /** What stands below the contexts that could not be connected. Drawing these again is no reason to try, and to log in, again. */
  readonly #failures = new Map<string, readonly ClusterItem[]>();
  #engine: Engine | undefined;

  constructor(host: Host) {
    this.#host = host;
    this.#live = new LiveContexts((context, nodes) => this.#apply(context, nodes));
  }

  getTreeItem(item: ClusterItem): vscode.TreeItem {
    const summary = item.type === 'context' ? this.#engine?.tree(item.context).summary() : undefined;
    if (item.type === 'context') item.tellsSummary = summary !== undefined;
    return treeItem(item, this.#host.target, summary);
  }

  getParent(item: ClusterItem): ClusterItem | undefined {
    return item.type === 'context' ? undefined : item.parent;
  }

  getChildren(item?: ClusterItem): Promise<ClusterItem[]> {
    return this.#changes.during(item?.context, () => this.#children(item));
  }

  async #children(item: ClusterItem | undefined): Promise<ClusterItem[]> {
    if (item === undefined) return this.#contexts();
    switch (item.type) {
      case 'context':
        return this.#namespaces(item);
      case 'node':
        return [...this.#items.children(item, await (await this.#tree(item.context)).children(item.node.id))];
      case 'note':
        return [];
    }
  }

  /** While the view is hidden nothing is watched. */
  setVisible(visible: boolean): void {
    for (const context of this.#live.setVisible(visible)) this.#redraw(context);
  }

  setExpanded(item: ClusterItem, expanded: boolean): void {
    if (item.type === 'context' && !expanded) this.#failures.delete(item.context);
    if (item.type === 'context' && !expanded) this.#live.stop(item.context);
    else if (item.type === 'context' && item.connection === 'open' && this.#engine !== undefined)
      this.#live.start(item.context, this.#engine.tree(item.context));
  }

  /** Reads the kubeconfig again and everything that is drawn anew; what is expanded stays so. */
  async refresh(): Promise<void> {
    this.#live.stopAll();
    this.#failures.clear();
    this.#connections.forget();
    (await this.#host.engines.loaded)?.reload();
    this.#changes.add([undefined]);
  }

  redrawAll(): void {
    this.#changes.add([undefined]);
  }

  /** Connects a context, again after a failure. */
  async connect(context: string): Promise<ContextItem | undefined> {
    const item = await this.#known(context);
    this.#failures.delete(context);
    if (item !== undefined) this.#changes.add([item]);
    return item;
  }

  /** A "Show more" line was chosen: the tree gives more below its parent from then on. */
  async showMore(context: string, node: string): Promise<void> {
    const item = this.#items.node(context, node);
    if (item === undefined) return;
    await (await this.#tree(context)).children(node);
    this.#changes.add([item.parent]);
  }

  /** The line of an object, with its ancestors known to the view; undefined where the tree does not have it. */
  async find({ context, object }: ObjectTarget): Promise<ClusterItem | undefined> {
    let item: ClusterItem | undefined = await this.#known(context);
    const path = await (await this.#tree(context)).find(object);
    if (path === undefined) return undefined;
    for (const node of path) {
      const children: readonly ClusterItem[] = await this.#children(item);
      item = children.find((child) => child.id === itemId(context, node));
      if (item === undefined) return undefined;
    }
    return item;
  }

  dispose(): void {
    this.#live.stopAll();
    this.#changes.dispose();
    this.#changed.dispose();
  }

  async #known(context: string): Promise<ContextItem | undefined> {
    if (this.#items.context(context) === undefined) await this.#contexts();
    return this.#items.context(context);
  }

  async #tree(context: string): Promise<LiveTree> {
    this.#engine = await this.#host.engines.get();
    return this.#engine.tree(context);
  }

  async #contexts(): Promise<ContextItem[]> {
    try {
      this.#engine = await this.#host.engines.get();
      const summaries = await this.#engine.contexts();
      this.#host.target.learnCurrent(summaries.find((one) => one.current)?.name);
      await showWelcome(summaries.length === 0 ? 'noKubeconfig' : 'contexts');
      return [...this.#items.contexts(summaries)];
    } catch (error) {
      const { text, hint = '', reason } = errorWords(error);
      this.#host.log.warn(`${text} ${hint}`);
      await showWelcome(reason === 'NoKubeconfig' ? 'noKubeconfig' : 'unreadable');
      return [];
    }
  }

  async #namespaces(item: ContextItem): Promise<ClusterItem[]> {
    const { context } = item;
    const failed = this.#failures.get(context);
    if (failed !== undefined) return [...failed];
    const before = item.connection;
    try {
      const tree = await this.#tree(context);
      const arrived = await this.#connections.get(context, () => tree.children(undefined));
      if (arrived === undefined) {
        item.connection = 'opening';
        const text = vscode.l10n.t('Waiting for the cluster, or for its login');
        return [note(item, 'waiting', text, text)];
      }
      item.connection = 'open';
      this.#live.start(context, tree);
      return [...this.#items.children(item, arrived.answer)];
    } catch (error) {
      item.connection = 'failed';
      const { text, brief, hint = '' } = errorWords(error);
      this.#host.log.warn(`${context}: ${text} ${hint}`);
      const notes = [
        note(item, 'reason', brief, `${text}\n${hint}`),
        note(item, 'retry', vscode.l10n.t('Retry'), vscode.l10n.t('Connect again')),
        note(item, 'log', vscode.l10n.t('Show Log'), vscode.l10n.t('Show what was tried')),
      ];
      this.#failures.set(context, notes);
      return notes;
    } finally {
      // The context's own line tells of the connection.
      const known = this.#engine?.tree(context).summary() !== undefined;
      if (before !== item.connection || known !== item.tellsSummary) this.#changes.add([item]);
    }
  }

  #redraw(context: string): void {
    const item = this.#items.context(context);
    if (item !== undefined) this.#changes.add([item]);
  }

  async #apply(context: string, nodes: readonly (string | undefined)[]): Promise<void> {
    const items = nodes.flatMap((node) => (node === undefined ? [] : (this.#items.node(context, node) ?? [])));
    if (nodes.includes(undefined)) {
      this.#redraw(context);
      return;
    }
    const tree = await this.#tree(context);
    const changed = new Set<ContextItem | NodeItem>();
    for (const parent of new Set(items.map((item) => item.parent))) {
      const now = await tree.children(parent.type === 'context' ? undefined : parent.node.id);
      const kept = new Set(this.#items.children(parent, now));
      const own = items.filter((item) => item.parent === parent);
      if (own.every((item) => kept.has(item))) for (const item of own) changed.add(item);
      else changed.add(parent);
    }
    this.#changes.add([...changed]);
  }
}

function note(parent: ContextItem, kind: NoteItem['note'], text: string, tooltip: string): NoteItem {
  const { context } = parent;
  return { type: 'note', id: itemId(context, ` ${kind}`), context, parent, note: kind, text, tooltip };
}

/** Which welcome text an empty view shows. */
async function showWelcome(state: 'noKubeconfig' | 'unreadable' | 'contexts'): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'kubeSre.clusters', state);
}
