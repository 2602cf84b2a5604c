import * as vscode from 'vscode';
import { changesUntil } from '../changes/changesUntil.ts';
import type { Host } from '../host.ts';
import type { ObjectTarget } from '../objectTarget.ts';
import { ClusterLines, type Kubeconfig } from './clusterLines.ts';
import type { ClusterItem, ContextItem } from './clusterItem.ts';
import { contextTooltip, treeItem } from './treeItem.ts';

const patience = 2000;

/** The Clusters view's content as the editor asks for it. */
export class ClustersTree implements vscode.TreeDataProvider<ClusterItem>, vscode.Disposable {
  readonly #host: Host;
  readonly #lines: ClusterLines;
  readonly #changed = new vscode.EventEmitter<ClusterItem[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(host: Host, onKubeconfig: (kubeconfig: Kubeconfig) => void) {
    this.#host = host;
    this.#lines = new ClusterLines({
      engine: () => host.engines.get(),
      onChange: (items) => this.#changed.fire(items),
      onKubeconfig,
      onConnected: () => host.steps.done('connected'),
      onTrouble: (context, trouble) => host.target.learnTrouble(context, trouble),
      log: (line) => host.log.warn(line),
      patience,
    });
  }

  getTreeItem(item: ClusterItem): vscode.TreeItem {
    const summary = item.type === 'context' ? this.#lines.summary(item) : undefined;
    const { target, changes } = this.#host;
    const { context, namespace } = target;
    return treeItem(item, { context, namespace, changing: (one) => changesUntil(changes.named(one)) }, summary);
  }

  /** The editor asks when the pointer rests on a line that has no tooltip yet. */
  resolveTreeItem(drawn: vscode.TreeItem, item: ClusterItem): vscode.TreeItem {
    if (item.type === 'context') drawn.tooltip = contextTooltip(item, this.#lines.summary(item));
    return drawn;
  }

  getParent(item: ClusterItem): ClusterItem | undefined {
    return item.type === 'context' ? undefined : item.parent;
  }

  getChildren(item?: ClusterItem): Promise<ClusterItem[]> {
    return this.#lines.children(item);
  }

  setVisible(visible: boolean): void {
    this.#lines.setVisible(visible);
  }

  setExpanded(item: ClusterItem, expanded: boolean): void {
    this.#lines.setExpanded(item, expanded);
  }

  refresh(): Promise<void> {
    return this.#lines.refresh();
  }

  redrawAll(): void {
    this.#lines.redrawAll();
  }

  connect(context: string): Promise<ContextItem | undefined> {
    return this.#lines.connect(context);
  }

  showMore(context: string, node: string): Promise<void> {
    return this.#lines.showMore(context, node);
  }

  find(target: ObjectTarget): Promise<ClusterItem | undefined> {
    return this.#lines.find(target);
  }

  dispose(): void {
    this.#lines.dispose();
    this.#changed.dispose();
  }
}
