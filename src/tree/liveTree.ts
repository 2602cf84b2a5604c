import type { LiveTree, TreeNode, TreeSummary } from '../core/engine.ts';
import type { ObjectRef } from '../core/objectRef.ts';
import type { Clock, Cluster } from '../core/ports.ts';
import { Batch } from './batch.ts';
import { changedNodes } from './changedNodes.ts';
import { clusterFacts, type ClusterFacts } from './clusterFacts.ts';
import { moreParent, placeOf } from './nodeId.ts';
import { Slices } from './slices.ts';
import { TreeDrawing } from './treeDrawing.ts';
import { TreeSource } from './treeSource.ts';

type Listener = (nodes: readonly (string | undefined)[]) => void;

const batchMilliseconds = 250;
/** What becomes of a young pod shows by the clock alone, without an event. */
const tickMilliseconds = 15_000;

export function createLiveTree(cluster: Cluster, clock: Clock): LiveTree {
  return new ClusterTree(cluster, clock);
}

class ClusterTree implements LiveTree {
  readonly #cluster: Cluster;
  readonly #clock: Clock;
  readonly #source: TreeSource;
  readonly #drawing: TreeDrawing;
  readonly #batch: Batch;
  readonly #listeners = new Set<Listener>();
  /** Namespaces that may have changed since the last announcement. */
  readonly #touched = new Set<string>();
  /** What was given for each parent, to tell what changes. */
  readonly #given = new Map<string | undefined, readonly TreeNode[]>();
  #facts: ClusterFacts | undefined;
  #gaps = '';
  #ticking: AbortController | undefined;

  constructor(cluster: Cluster, clock: Clock) {
    this.#cluster = cluster;
    this.#clock = clock;
    this.#batch = new Batch(clock, batchMilliseconds, () => void this.#announce());
    this.#source = new TreeSource(cluster, clock, (namespaces) => this.#touch(namespaces));
    this.#drawing = new TreeDrawing(this.#source, () => cluster.now());
  }

  async children(parent: string | undefined): Promise<readonly TreeNode[]> {
    const more = parent === undefined ? undefined : moreParent(parent);
    if (more !== undefined) {
      const before = this.#drawing.showMore(more.parent);
      return (await this.children(more.parent)).slice(before);
    }
    if (parent === undefined) await this.#connect();
    else {
      const place = placeOf(parent);
      if (place === undefined) return [];
      if (this.#facts === undefined) await this.#connect();
      await this.#source.readNamespace(place.namespace);
    }
    const nodes = this.#drawing.children(parent) ?? [];
    this.#given.set(parent, nodes);
    return nodes;
  }

  summary(): TreeSummary | undefined {
    return this.#facts === undefined ? undefined : { ...this.#facts, gaps: this.#source.gaps() };
  }

  async find(object: ObjectRef): Promise<readonly string[] | undefined> {
    const namespace = object.kind === 'Namespace' ? object.name : object.namespace;
    if (namespace === undefined) return undefined;
    await this.#connect();
    if (!this.#source.namespaces().some(({ name }) => name === namespace)) return undefined;
    if (object.kind === 'Namespace') return this.#drawing.revealNamespace(namespace);
    await this.#source.readNamespace(namespace);
    return this.#drawing.reveal(namespace, object);
  }

  listen(onChange: Listener): () => void {
    // Each call listens on its own, even with a function that listens already
    const listener: Listener = (nodes) => onChange(nodes);
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
      this.#source.stop();
      this.#batch.cancel();
      this.#ticking?.abort();
    };
  }

  #start(): void {
    this.#source.start();
    this.#ticking = new AbortController();
    void this.#tick(this.#ticking.signal);
    if (this.#touched.size > 0) this.#batch.touch();
  }

  async #connect(): Promise<void> {
    const [facts] = await Promise.all([
      this.#facts ?? clusterFacts(this.#cluster, new AbortController().signal),
      this.#source.readRoot(),
    ]);
    this.#facts = facts;
    this.#gaps = this.#source.gaps().join('\n');
  }

  /** `namespaces`: undefined for all of them. */
  #touch(namespaces: ReadonlySet<string> | undefined): void {
    for (const namespace of namespaces ?? this.#source.namespaces().map(({ name }) => name)) {
      this.#touched.add(namespace);
      this.#drawing.touch(namespace);
    }
    if (this.#listeners.size > 0) this.#batch.touch();
  }

  async #tick(signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.#clock.sleep(tickMilliseconds, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
      if (signal.aborted) return;
      const turned = this.#drawing.turned();
      if (turned.size > 0) this.#touch(turned);
    }
  }

  async #announce(): Promise<void> {
    const touched = new Set(this.#touched);
    this.#touched.clear();
    const changed = new Set<string | undefined>();
    const slices = new Slices();
    const preparing = this.#drawing.prepare();
    while (preparing.next().done !== true) await slices.pause();
    for (const [parent, before] of [...this.#given]) {
      const place = parent === undefined ? undefined : placeOf(parent);
      if (place !== undefined && !touched.has(place.namespace)) continue;
      for (const id of this.#drawAgain(parent, before)) changed.add(id);
      await slices.pause();
    }
    const gaps = this.#source.gaps().join('\n');
    if (gaps !== this.#gaps) changed.add(undefined);
    this.#gaps = gaps;
    if (changed.size > 0) for (const listener of this.#listeners) listener([...changed]);
  }

  #drawAgain(parent: string | undefined, before: readonly TreeNode[]): readonly (string | undefined)[] {
    // What was read meanwhile is newer than what is drawn here
    if (this.#given.get(parent) !== before) return [];
    const after = this.#drawing.children(parent);
    if (after === undefined) {
      this.#given.delete(parent);
      return [];
    }
    this.#given.set(parent, after);
    return changedNodes(parent, before, after);
  }
}
