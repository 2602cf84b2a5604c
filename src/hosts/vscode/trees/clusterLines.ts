import type { Engine, LiveTree, TreeNode, TreeSummary } from '../../../core/engine.ts';
import type { ContextSummary } from '../../../core/ports.ts';
import { errorWords, type ErrorWords } from '../errorWords.ts';
import type { ObjectTarget } from '../objectTarget.ts';
import type { Trouble } from '../troubles.ts';
import { ClusterItems } from './clusterItems.ts';
import { FailedContexts, type RetryPauses } from './failedContexts.ts';
import { failureLines } from './failureLines.ts';
import { itemId, noteItem, type ClusterItem, type ContextItem, type NodeItem } from './clusterItem.ts';
import { LateAnswers } from './lateAnswers.ts';
import { LiveContexts } from './liveContexts.ts';
import { QuietChanges } from './quietChanges.ts';

/** What became of the kubeconfig. */
export interface Kubeconfig {
  readonly state: 'contexts' | 'noContexts' | 'noKubeconfig' | 'unreadable';
  readonly contexts: readonly ContextSummary[];
  /** Why it is unreadable. */
  readonly problem?: ErrorWords;
}

/** What the view needs of the engine. */
type Clusters = Pick<Engine, 'contexts' | 'entryStamp' | 'tree' | 'reload'>;

export interface ClusterLinesParts {
  readonly engine: () => Promise<Clusters>;
  /** Lines to draw anew, with what is expanded below them; undefined: everything. */
  readonly onChange: (items: ClusterItem[] | undefined) => void;
  readonly onKubeconfig: (kubeconfig: Kubeconfig) => void;
  /** A context's cluster has answered, by being expanded. */
  readonly onConnected: (context: string) => void;
  /** A context's cluster cannot be connected or was lost, or (undefined) is there again. */
  readonly onTrouble: (context: string, trouble: Trouble | undefined) => void;
  readonly log: (line: string) => void;
  /** The editor draws nothing of a refresh before every expanded line has answered: how long one may take. Milliseconds. */
  readonly patience: number;
  /** How long the editor is left alone after it asked for something. Milliseconds. */
  readonly quiet?: number;
  readonly pauses?: RetryPauses;
}

type Parent = ContextItem | NodeItem;

/** The content of the Clusters view: contexts, and below each the engine's live tree, read as it is expanded. */
export class ClusterLines {
  readonly #parts: ClusterLinesParts;
  readonly #items = new ClusterItems();
  readonly #changes: QuietChanges<ClusterItem | undefined>;
  readonly #live: LiveContexts;
  readonly #late: LateAnswers<readonly TreeNode[]>;
  readonly #failed: FailedContexts;
  #engine: Clusters | undefined;

  constructor(parts: ClusterLinesParts) {
    this.#parts = parts;
    this.#changes = new QuietChanges<ClusterItem | undefined>(
      (changes) => {
        const items = changes.filter((item) => item !== undefined);
        parts.onChange(items.length < changes.length ? undefined : items);
      },
      (item) => item?.context,
      parts.quiet,
    );
    this.#live = new LiveContexts((context, nodes) => {
      this.#apply(context, nodes).catch((error: unknown) => parts.log(`${context}: ${errorWords(error).text}`));
    });
    this.#failed = new FailedContexts({
      attempt: (context, signal) => this.#attempt(context, signal),
      stamp: async (context) => (await parts.engine()).entryStamp(context),
      onHope: (context) => this.#redraw(this.#items.context(context)),
      onOther: (context, error) => {
        const item = this.#items.context(context);
        if (item !== undefined) this.#fail(item, error);
        this.#redraw(item);
      },
      ...(parts.pauses === undefined ? {} : { pauses: parts.pauses }),
    });
    this.#late = new LateAnswers(parts.patience, (id) => this.#redraw(this.#items.byId(id)));
  }

  /** What is known of a context's cluster, for its line, which is about to be drawn. */
  summary(item: ContextItem): TreeSummary | undefined {
    const summary = this.#engine?.tree(item.context).summary();
    const lost = summary?.lost;
    if (lost !== undefined || item.lost) this.#parts.onTrouble(item.context, lost);
    item.lost = lost !== undefined;
    item.tells = told(summary);
    return summary;
  }

  children(item?: ClusterItem): Promise<ClusterItem[]> {
    return this.#changes.during(item?.context, () => this.#children(item));
  }

  /** While the view is hidden nothing is watched. */
  setVisible(visible: boolean): void {
    this.#failed.setVisible(visible);
    for (const context of this.#live.setVisible(visible)) this.#redraw(this.#items.context(context));
  }

  setExpanded(item: ClusterItem, expanded: boolean): void {
    if (item.type !== 'context') return;
    if (!expanded) {
      this.#failed.delete(item.context);
      this.#live.stop(item.context);
    } else if (item.connection === 'open' && this.#engine !== undefined)
      this.#live.start(item.context, this.#engine.tree(item.context));
  }

  /** Reads the kubeconfig and the clusters again; what is known is drawn until the answers come, and what is expanded stays so. */
  async refresh(): Promise<void> {
    this.#failed.clear();
    this.#late.forget();
    (await this.#parts.engine()).reload();
    this.#changes.add([undefined]);
  }

  redrawAll(): void {
    this.#changes.add([undefined]);
  }

  /** Connects a context, again after a failure. */
  async connect(context: string): Promise<ContextItem | undefined> {
    const item = await this.#known(context);
    this.#failed.delete(context);
    if (item === undefined) return undefined;
    (await this.#tree(context)).renew();
    this.#changes.add([item]);
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
    this.#failed.dispose();
    this.#changes.dispose();
  }

  async #children(item: ClusterItem | undefined): Promise<ClusterItem[]> {
    if (item === undefined) return [...(await this.#contexts())];
    switch (item.type) {
      case 'context':
        return [...(await this.#namespaces(item))];
      case 'node':
        return [...(await this.#below(item, await this.#tree(item.context)))];
      case 'note':
        return [];
    }
  }

  async #known(context: string): Promise<ContextItem | undefined> {
    if (this.#items.context(context) === undefined) await this.#contexts();
    return this.#items.context(context);
  }

  async #tree(context: string): Promise<LiveTree> {
    this.#engine = await this.#parts.engine();
    return this.#engine.tree(context);
  }

  async #contexts(): Promise<readonly ClusterItem[]> {
    try {
      this.#engine = await this.#parts.engine();
      const contexts = await this.#engine.contexts();
      const names = new Set(contexts.map(({ name }) => name));
      for (const name of this.#live.contexts) if (!names.has(name)) this.#live.stop(name);
      this.#failed.deleteOthers(names);
      this.#parts.onKubeconfig({ state: contexts.length === 0 ? 'noContexts' : 'contexts', contexts });
      return this.#items.contexts(contexts);
    } catch (error) {
      return this.#withoutKubeconfig(errorWords(error));
    }
  }

  /** While the file cannot be read (somebody edits it) what it held before stays. */
  #withoutKubeconfig(problem: ErrorWords): readonly ClusterItem[] {
    const { text, hint = '', reason } = problem;
    this.#parts.log(`${text} ${hint}`);
    if (reason === 'NoKubeconfig' || reason === 'NoContext') {
      this.#live.stopAll();
      this.#failed.clear();
      this.#parts.onKubeconfig({ state: reason === 'NoContext' ? 'noContexts' : 'noKubeconfig', contexts: [] });
      return this.#items.contexts([]);
    }
    const before = this.#items.known();
    this.#parts.onKubeconfig({ state: 'unreadable', contexts: before.map(({ summary }) => summary), problem });
    if (before.length > 0) return before;
    return (['retry', 'log', 'settings', 'demo', 'start'] as const).map((note) => noteItem(undefined, note));
  }

  async #namespaces(item: ContextItem): Promise<readonly ClusterItem[]> {
    const { context } = item;
    const failed = this.#failed.lines(context);
    if (failed !== undefined) return failed;
    const before = item.connection;
    if (before !== 'open') this.#failed.begin(context);
    const tree = await this.#tree(context);
    try {
      const lines = await this.#below(item, tree);
      const isThere = lines.every(({ type }) => type === 'node');
      if (isThere || item.connection !== 'open') item.connection = isThere ? 'open' : 'opening';
      if (isThere) {
        this.#failed.delete(context);
        this.#live.start(context, tree);
        if (before !== 'open') {
          this.#parts.onConnected(context);
          this.#parts.onTrouble(context, undefined);
        }
      }
      return lines;
    } catch (error) {
      // The engine was made anew meanwhile, after a change of settings, and the old one gave up
      if ((await this.#tree(context)) !== tree) return await this.#namespaces(item);
      return this.#fail(item, error);
    } finally {
      // The context's own line tells of the connection
      const tells = told(this.#engine?.tree(context).summary());
      if (before !== item.connection || tells !== item.tells) this.#redraw(item);
    }
  }

  #fail(item: ContextItem, error: unknown): readonly ClusterItem[] {
    const { context } = item;
    item.connection = 'failed';
    const words = errorWords(error);
    const { text, brief, hint = '' } = words;
    this.#parts.log(`${context}: ${text} ${hint}`);
    this.#parts.onTrouble(context, { because: brief, hint });
    const lines = failureLines(item, words);
    this.#failed.add(context, error, lines);
    return lines;
  }

  /** Nothing of it is drawn: the lines of the failure stay until it went well. */
  async #attempt(context: string, signal: AbortSignal): Promise<void> {
    const tree = await this.#tree(context);
    await tree.answers(signal);
    signal.throwIfAborted();
    await tree.children(undefined);
  }

  /** Until an answer that takes long is there: the lines as they were, else a line that says that it is waited for. */
  async #below(item: Parent, tree: LiveTree): Promise<readonly ClusterItem[]> {
    const arrived = await this.#late.get(item.id, () =>
      tree.children(item.type === 'context' ? undefined : item.node.id),
    );
    if (arrived !== undefined) return this.#items.children(item, arrived.answer);
    return this.#items.before(item) ?? [noteItem(item, 'waiting')];
  }

  #redraw(item: ClusterItem | undefined): void {
    if (item !== undefined) this.#changes.add([item]);
  }

  async #apply(context: string, nodes: readonly (string | undefined)[]): Promise<void> {
    if (nodes.includes(undefined)) {
      this.#redraw(this.#items.context(context));
      return;
    }
    const items = nodes.flatMap((node) => (node === undefined ? [] : (this.#items.node(context, node) ?? [])));
    const tree = await this.#tree(context);
    const changed = new Set<Parent>();
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

/** All that a context's line shows of its cluster; its tooltip is made when it is looked at. */
function told(summary: TreeSummary | undefined): string {
  return JSON.stringify(summary === undefined ? [] : [summary.version, summary.nodes, summary.lost]);
}
