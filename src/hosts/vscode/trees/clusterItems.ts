import type { TreeNode } from '../../../core/engine.ts';
import type { ContextSummary } from '../../../core/ports.ts';
import { itemId, type ContextItem, type NodeItem } from './clusterItem.ts';

type Parent = ContextItem | NodeItem;

/** The lines that the view has seen: the same node gives the same line again, with its newest content. */
export class ClusterItems {
  readonly #contexts = new Map<string, ContextItem>();
  readonly #nodes = new Map<string, NodeItem>();
  readonly #children = new Map<string, readonly NodeItem[]>();

  contexts(summaries: readonly ContextSummary[]): readonly ContextItem[] {
    const gone = new Set(this.#contexts.keys());
    const items = summaries.map((summary) => {
      gone.delete(summary.name);
      const known = this.#contexts.get(summary.name);
      if (known !== undefined) {
        known.summary = summary;
        return known;
      }
      const { name } = summary;
      const item: ContextItem = {
        type: 'context',
        id: itemId(name),
        context: name,
        summary,
        connection: 'none',
        lost: false,
        tells: '',
      };
      this.#contexts.set(name, item);
      return item;
    });
    for (const name of gone) {
      for (const child of this.#children.get(itemId(name)) ?? []) this.#forget(child);
      this.#children.delete(itemId(name));
      this.#contexts.delete(name);
    }
    return items;
  }

  context(name: string): ContextItem | undefined {
    return this.#contexts.get(name);
  }

  /** All contexts, as last told. */
  known(): readonly ContextItem[] {
    return [...this.#contexts.values()];
  }

  node(context: string, id: string): NodeItem | undefined {
    return this.#nodes.get(itemId(context, id));
  }

  /** A context or a node by the id of its line. */
  byId(id: string): Parent | undefined {
    return this.#nodes.get(id) ?? this.known().find((item) => item.id === id);
  }

  /** The lines below `parent` as they were last given; undefined: never. */
  before(parent: Parent): readonly NodeItem[] | undefined {
    return this.#children.get(parent.id);
  }

  /** The lines below `parent`, as its nodes are now; lines of nodes that are gone are forgotten with all below them. */
  children(parent: Parent, nodes: readonly TreeNode[]): readonly NodeItem[] {
    const items = nodes.map((node) => this.#item(parent, node));
    const now = new Set(items);
    for (const before of this.#children.get(parent.id) ?? []) if (!now.has(before)) this.#forget(before);
    this.#children.set(parent.id, items);
    return items;
  }

  #item(parent: Parent, node: TreeNode): NodeItem {
    const { context } = parent;
    const id = itemId(context, node.id);
    const known = this.#nodes.get(id);
    if (known?.parent === parent) {
      known.node = node;
      known.object = node.object;
      return known;
    }
    const item: NodeItem = { type: 'node', id, context, parent, node, object: node.object };
    this.#nodes.set(id, item);
    return item;
  }

  #forget(item: NodeItem): void {
    for (const child of this.#children.get(item.id) ?? []) this.#forget(child);
    this.#children.delete(item.id);
    if (this.#nodes.get(item.id) === item) this.#nodes.delete(item.id);
  }
}
