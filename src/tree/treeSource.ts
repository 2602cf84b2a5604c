import type { KubeError } from '../core/kubeError.ts';
import { english, type Label } from '../core/label.ts';
import type { Clock, Cluster } from '../core/ports.ts';
import { namespace as namespaceKind } from '../kube/kinds/namespace.ts';
import { allowedNamespaces } from './allowedNamespaces.ts';
import { gapLine } from './gapReason.ts';
import { KindReader } from './kindReader.ts';
import { trackedKind } from './tracked.ts';
import { treeFolders, type TreeFolder } from './treeFolders.ts';
import type { TreeRecord } from './treeRecord.ts';
import type { Unread } from './unread.ts';

/** A namespace as the tree keeps it. */
export interface NamespaceRecord {
  readonly name: string;
  readonly terminating: boolean;
}

export interface TreeSourceParts {
  readonly clock: Clock;
  /** Namespaces that the person has named, for where they may not be listed. */
  readonly named: () => readonly string[];
  /** The namespaces whose records may have changed; undefined where others may be read than before. */
  readonly onChange: (namespaces: ReadonlySet<string> | undefined) => void;
  /** A read or a watch has failed in a way that may mean that the cluster is gone. */
  readonly onTrouble: (error: KubeError) => void;
}

/** All that the tree reads of one cluster: the namespaces, and the kinds in them. */
export class TreeSource {
  readonly folders: readonly TreeFolder[] = treeFolders();
  readonly #named: () => readonly string[];
  readonly #namespaces: KindReader<NamespaceRecord>;
  readonly #readers: ReadonlyMap<TreeFolder, KindReader<TreeRecord>>;
  #cluster: Cluster | undefined;
  /** As the last review said that went well. */
  #allowed: readonly string[] = [];

  constructor({ named, ...parts }: TreeSourceParts) {
    this.#named = named;
    this.#namespaces = new KindReader({
      ...parts,
      kind: trackedKind(namespaceKind, ({ metadata, status }) => ({
        name: metadata?.name ?? '',
        terminating: metadata?.deletionTimestamp !== undefined || status?.phase === 'Terminating',
      })),
    });
    this.#readers = new Map(this.folders.map((folder) => [folder, new KindReader({ ...parts, kind: folder.tracked })]));
  }

  /** Reads from there on. What was read before stays until the new answers come; that of another server goes at once. */
  use(cluster: Cluster): void {
    const isOther = this.#cluster !== undefined && this.#cluster.connection.server !== cluster.connection.server;
    this.#cluster = cluster;
    if (isOther) this.#allowed = [];
    for (const reader of this.#all()) reader.use(cluster, isOther);
  }

  /**
   * The namespaces and what their health rests on.
   * @throws KubeError where the cluster cannot be read at all; a refusal is no such case.
   */
  async readRoot(signal: AbortSignal): Promise<void> {
    const own = this.#cluster?.connection.namespace;
    await Promise.all([
      this.#namespaces.readAll(signal),
      ...[...this.#readers.values()].map((reader) => reader.readAll(signal, own)),
    ]);
    const error = this.#namespaces.errorIn(undefined);
    const cluster = this.#cluster;
    if (error?.facts.code === 'forbidden' && cluster !== undefined) {
      const allowed = await allowedNamespaces(cluster, signal);
      if (allowed !== undefined && cluster === this.#cluster) this.#allowed = allowed;
    } else if (error !== undefined && this.namespaces().length === 0) throw error;
  }

  /** Everything in one namespace. */
  async readNamespace(namespace: string, signal: AbortSignal): Promise<void> {
    await Promise.all([...this.#readers.values()].map((reader) => reader.readOne(namespace, signal)));
  }

  /** Without permission to list them: the context's own, those that a person named, and those in which something was read. */
  namespaces(): readonly NamespaceRecord[] {
    const { shelf } = this.#namespaces;
    const listed = [...shelf.namespaces()].flatMap((name) => [...shelf.in(name)]);
    const error = this.#namespaces.errorIn(undefined);
    if (error === undefined || listed.length > 0) return listed;
    const own = this.#cluster?.connection.namespace;
    const seen = new Set(
      this.#namespaces.isRefused ? [...(own === undefined ? [] : [own]), ...this.#named(), ...this.#allowed] : [],
    );
    for (const reader of this.#readers.values()) for (const name of reader.shelf.namespaces()) seen.add(name);
    return [...seen].map((name) => ({ name, terminating: false }));
  }

  /** Why there may be other namespaces than `namespaces()` gives. */
  namespacesGap(): KubeError | undefined {
    return this.#namespaces.errorIn(undefined);
  }

  recordsIn(folder: TreeFolder, namespace: string): Iterable<TreeRecord> {
    return this.#readers.get(folder)?.shelf.in(namespace) ?? [];
  }

  /** Why the objects of a kind in a namespace could not be read; undefined where they could, or were not asked for yet. */
  errorIn(folder: TreeFolder, namespace: string): KubeError | undefined {
    return this.#readers.get(folder)?.errorIn(namespace);
  }

  /** What `recordsIn` gives is all that there was when it was read last; false where it was never read. */
  isKnown(folder: TreeFolder, namespace: string): boolean {
    return this.#readers.get(folder)?.isKnown(namespace) === true;
  }

  /** The kinds of which nothing is known in a namespace, because they could not be read. */
  unread(namespace: string): readonly Unread[] {
    return this.folders.flatMap((folder) => {
      const error = this.errorIn(folder, namespace);
      return error === undefined || this.isKnown(folder, namespace) ? [] : [{ folder, error }];
    });
  }

  /** What could not be read, in words. */
  gaps(): readonly Label[] {
    const lines = [...this.#all()].flatMap((reader) =>
      [...reader.errors()].map(({ namespace, error }) => gapLine(reader.kind, namespace, error)),
    );
    return [...new Map(lines.map((line) => [english(line), line])).values()];
  }

  start(): void {
    for (const reader of this.#all()) reader.start();
  }

  stop(): void {
    for (const reader of this.#all()) reader.stop();
  }

  *#all(): Iterable<KindReader<NamespaceRecord> | KindReader<TreeRecord>> {
    yield this.#namespaces;
    yield* this.#readers.values();
  }
}
