import type { LiveTree, LostCluster, TreeNode, TreeSummary } from '../core/engine.ts';
import { isKubeError } from '../core/kubeError.ts';
import type { ObjectRef } from '../core/objectRef.ts';
import type { Clock, Cluster } from '../core/ports.ts';
import { Batch } from './batch.ts';
import { changedNodes } from './changedNodes.ts';
import { clusterFacts, type ClusterFacts } from './clusterFacts.ts';
import { moreParent, placeOf } from './nodeId.ts';
import { Reachability } from './reachability.ts';
import { Slices } from './slices.ts';
import { TreeDrawing } from './treeDrawing.ts';
import { TreeSource } from './treeSource.ts';

type Listener = (nodes: readonly (string | undefined)[]) => void;

const batchMilliseconds = 250;
/** What becomes of a young pod shows by the clock alone, without an event. */
const tickMilliseconds = 15_000;
/** A server that has stopped ends no watch, and these may be silent for minutes. */
const askMilliseconds = 30_000;
/** `/version` is read from memory by every API server: one that needs longer for it serves nobody. */
const answerMilliseconds = 12_000;

export interface LiveTreeParts {
  /** The context's cluster as the kubeconfig has it now: the same one again as long as nothing about it changed. */
  readonly open: (signal: AbortSignal) => Promise<Cluster>;
  readonly clock: Clock;
  /** Namespaces that the person has named, for where they may not be listed. */
  readonly named?: () => readonly string[];
}

export function createLiveTree(parts: LiveTreeParts): LiveTree {
  return new ClusterTree(parts);
}

class ClusterTree implements LiveTree {
  readonly #open: LiveTreeParts['open'];
  readonly #clock: Clock;
  readonly #source: TreeSource;
  readonly #drawing: TreeDrawing;
  readonly #batch: Batch;
  readonly #reachability: Reachability;
  readonly #end = new AbortController();
  readonly #listeners = new Set<Listener>();
  /** Namespaces that may have changed since the last announcement. */
  readonly #touched = new Set<string>();
  /** What was given for each parent, to tell what changes. */
  readonly #given = new Map<string | undefined, readonly TreeNode[]>();
  #cluster: Cluster | undefined;
  #facts: ClusterFacts | undefined;
  #factsOf: Cluster | undefined;
  /** What the context's own line tells, as announced last. */
  #told = '';
  #ticking: AbortController | undefined;

  constructor({ open, clock, named = () => [] }: LiveTreeParts) {
    this.#open = open;
    this.#clock = clock;
    this.#batch = new Batch(clock, batchMilliseconds, () => void this.#announce());
    this.#source = new TreeSource({
      clock,
      named,
      onChange: (namespaces) => this.#touch(namespaces),
      onTrouble: (error) => {
        if (this.#listeners.size > 0) this.#reachability.suspect(error);
      },
    });
    this.#drawing = new TreeDrawing(this.#source, () => this.#cluster?.now() ?? clock.now());
    this.#reachability = new Reachability(
      clock,
      async (signal) => {
        const cluster = await this.#opened(signal);
        await cluster.raw('/version', { idle: answerMilliseconds }, signal);
      },
      (lost) => this.#turned(lost),
    );
  }

  async children(parent: string | undefined): Promise<readonly TreeNode[]> {
    const more = parent === undefined ? undefined : moreParent(parent);
    if (more !== undefined) {
      const before = this.#drawing.showMore(more.parent);
      return (await this.children(more.parent)).slice(before);
    }
    const place = parent === undefined ? undefined : placeOf(parent);
    if (parent !== undefined && place === undefined) return [];
    if (parent === undefined || this.#facts === undefined) await this.#connect();
    if (place !== undefined && !this.#isIdle) await this.#source.readNamespace(place.namespace, this.#end.signal);
    const nodes = this.#drawing.children(parent) ?? [];
    this.#given.set(parent, nodes);
    return nodes;
  }

  summary(): TreeSummary | undefined {
    if (this.#facts === undefined) return undefined;
    const { lost } = this.#reachability;
    return {
      ...this.#facts,
      ...this.#drawing.trouble(),
      gaps: this.#source.gaps(),
      ...(lost === undefined ? {} : { lost }),
    };
  }

  async find(object: ObjectRef): Promise<readonly string[] | undefined> {
    const namespace = object.kind === 'Namespace' ? object.name : object.namespace;
    if (namespace === undefined) return undefined;
    await this.#connect();
    if (!this.#source.namespaces().some(({ name }) => name === namespace)) return undefined;
    if (object.kind === 'Namespace') return this.#drawing.revealNamespace(namespace);
    if (!this.#isIdle) await this.#source.readNamespace(namespace, this.#end.signal);
    return this.#drawing.reveal(namespace, object);
  }

  listen(onChange: Listener): () => void {
    // Each call listens on its own, even with a function that listens already
    const listener: Listener = (nodes) => onChange(nodes);
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#stop();
    };
  }

  async answers(signal: AbortSignal): Promise<void> {
    const error = await this.#reachability.ask(AbortSignal.any([signal, this.#end.signal]));
    if (error !== undefined) throw error;
  }

  renew(): void {
    if (this.#facts === undefined || this.#end.signal.aborted) return;
    // Asks the cluster that is open then, and goes on with it
    this.#reachability.stop();
    this.#reachability.probe();
  }

  dispose(): void {
    this.#end.abort();
    this.#listeners.clear();
    this.#stop();
  }

  /** Nothing is read: the tree has ended, or its cluster does not answer. */
  get #isIdle(): boolean {
    return this.#end.signal.aborted || this.#reachability.lost !== undefined;
  }

  #start(): void {
    if (this.#end.signal.aborted) return;
    if (this.#reachability.lost === undefined) this.#source.start();
    else this.#reachability.probe();
    this.#ticking = new AbortController();
    const { signal } = this.#ticking;
    void this.#every(tickMilliseconds, signal, () => {
      const turned = this.#drawing.turned();
      if (turned.size > 0) this.#touch(turned);
    });
    void this.#every(askMilliseconds, signal, () => this.#reachability.probe());
    if (this.#touched.size > 0) this.#batch.touch();
  }

  #stop(): void {
    this.#source.stop();
    this.#reachability.stop();
    this.#batch.cancel();
    this.#ticking?.abort();
  }

  /** The source reads from the cluster that the kubeconfig names now. */
  async #opened(signal: AbortSignal): Promise<Cluster> {
    const cluster = await this.#open(signal);
    if (cluster !== this.#cluster) {
      this.#cluster = cluster;
      this.#source.use(cluster);
      this.#touch(undefined);
    }
    return cluster;
  }

  async #connect(): Promise<void> {
    if (this.#isIdle) return;
    const { signal } = this.#end;
    let cluster: Cluster;
    try {
      cluster = await this.#opened(signal);
    } catch (error) {
      // The kubeconfig is half written, or has no such context any more: what is known stays
      if (this.#facts === undefined || !isKubeError(error)) throw error;
      this.#reachability.suspect(error);
      return;
    }
    const reading = this.#readRoot(cluster);
    // What is followed is drawn as it is known; a slow server must not hold up the drawing
    if (this.#facts === undefined || this.#listeners.size === 0) await reading;
    else reading.catch(() => undefined);
  }

  async #readRoot(cluster: Cluster): Promise<void> {
    const { signal } = this.#end;
    const [facts] = await Promise.all([
      this.#facts !== undefined && this.#factsOf === cluster ? this.#facts : clusterFacts(cluster, signal),
      this.#source.readRoot(signal),
    ]);
    this.#facts = facts;
    this.#factsOf = cluster;
    if (this.#listeners.size > 0) this.#batch.touch();
    else this.#told = this.#tells();
  }

  /** While the cluster is lost nothing but the question whether it is there again is sent. */
  #turned(lost: LostCluster | undefined): void {
    if (lost !== undefined) this.#source.stop();
    else if (this.#listeners.size > 0) this.#source.start();
    this.#batch.touch();
  }

  /** `namespaces`: undefined for all of them. */
  #touch(namespaces: ReadonlySet<string> | undefined): void {
    for (const namespace of namespaces ?? this.#source.namespaces().map(({ name }) => name)) {
      this.#touched.add(namespace);
      this.#drawing.touch(namespace);
    }
    if (this.#listeners.size > 0) this.#batch.touch();
  }

  async #every(milliseconds: number, signal: AbortSignal, run: () => void): Promise<void> {
    for (;;) {
      try {
        await this.#clock.sleep(milliseconds, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
      if (signal.aborted) return;
      run();
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
    const tells = this.#tells();
    if (tells !== this.#told) changed.add(undefined);
    this.#told = tells;
    if (changed.size > 0) for (const listener of this.#listeners) listener([...changed]);
  }

  #tells(): string {
    return JSON.stringify([this.#facts, this.#source.gaps(), this.#reachability.lost]);
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
