import type { LiveTree } from '../../../core/engine.ts';

type Nodes = readonly (string | undefined)[];

/** Listens to the trees of the expanded contexts, only while the view is visible: the cluster is watched no longer than that. */
export class LiveContexts {
  readonly #onChange: (context: string, nodes: Nodes) => unknown;
  readonly #trees = new Map<string, LiveTree>();
  readonly #stops = new Map<string, () => void>();
  #visible = true;

  constructor(onChange: (context: string, nodes: Nodes) => unknown) {
    this.#onChange = onChange;
  }

  get contexts(): readonly string[] {
    return [...this.#trees.keys()];
  }

  start(context: string, tree: LiveTree): void {
    if (this.#trees.get(context) === tree) return;
    this.stop(context);
    this.#trees.set(context, tree);
    if (this.#visible) this.#listen(context, tree);
  }

  stop(context: string): void {
    this.#stops.get(context)?.();
    this.#stops.delete(context);
    this.#trees.delete(context);
  }

  stopAll(): void {
    for (const context of this.contexts) this.stop(context);
  }

  /** The contexts that were listened to again: what they showed may be old. */
  setVisible(visible: boolean): readonly string[] {
    if (this.#visible === visible) return [];
    this.#visible = visible;
    if (visible) for (const [context, tree] of this.#trees) this.#listen(context, tree);
    else {
      for (const stop of this.#stops.values()) stop();
      this.#stops.clear();
    }
    return visible ? [...this.#trees.keys()] : [];
  }

  #listen(context: string, tree: LiveTree): void {
    this.#stops.set(
      context,
      tree.listen((nodes) => this.#onChange(context, nodes)),
    );
  }
}
