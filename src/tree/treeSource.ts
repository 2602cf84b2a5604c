import { gapOf, type KubeError } from '../core/kubeError.ts';
import { resourceName } from '../core/kind.ts';
import type { Clock, Cluster } from '../core/ports.ts';
import { namespace as namespaceKind } from '../kube/kinds/namespace.ts';
import { KindReader } from './kindReader.ts';
import { trackedKind } from './tracked.ts';
import { treeFolders, type TreeFolder } from './treeFolders.ts';
import { interner, type TreeRecord } from './treeRecord.ts';

/** A namespace as the tree keeps it. */
export interface NamespaceRecord {
  readonly name: string;
  readonly terminating: boolean;
}

/** All that the tree reads of one cluster: the namespaces, and the kinds in them. */
export class TreeSource {
  readonly folders: readonly TreeFolder[];
  readonly #ownNamespace: string;
  readonly #namespaces: KindReader<NamespaceRecord>;
  readonly #readers: ReadonlyMap<TreeFolder, KindReader<TreeRecord>>;

  constructor(cluster: Cluster, clock: Clock, onChange: (namespaces: ReadonlySet<string> | undefined) => void) {
    this.#ownNamespace = cluster.connection.namespace;
    this.folders = treeFolders(interner());
    const parts = { cluster, clock, onChange };
    this.#namespaces = new KindReader({
      ...parts,
      kind: trackedKind(namespaceKind, ({ metadata, status }) => ({
        name: metadata?.name ?? '',
        terminating: status?.phase === 'Terminating',
      })),
    });
    this.#readers = new Map(this.folders.map((folder) => [folder, new KindReader({ ...parts, kind: folder.tracked })]));
  }

  /**
   * The namespaces and what their health rests on.
   * @throws KubeError where the cluster cannot be read at all; a refusal is no such case.
   */
  async readRoot(): Promise<void> {
    const wide = [...this.#readers].filter(([{ wide }]) => wide);
    await Promise.all([this.#namespaces.readAll(), ...wide.map(([, reader]) => reader.readAll(this.#ownNamespace))]);
    const error = this.#namespaces.errorIn(undefined);
    if (error !== undefined && error.facts.code !== 'forbidden' && this.namespaces().length === 0) throw error;
  }

  /** Everything in one namespace. */
  async readNamespace(namespace: string): Promise<void> {
    await Promise.all([...this.#readers.values()].map((reader) => reader.readOne(namespace)));
  }

  /** Without permission to list them: the context's own, and those in which something was read. */
  namespaces(): readonly NamespaceRecord[] {
    const { shelf } = this.#namespaces;
    const listed = [...shelf.namespaces()].flatMap((name) => [...shelf.in(name)]);
    if (this.#namespaces.errorIn(undefined) === undefined || listed.length > 0) return listed;
    const isRefused = this.#namespaces.errorIn(undefined)?.facts.code === 'forbidden';
    const seen = new Set(isRefused ? [this.#ownNamespace] : []);
    for (const reader of this.#readers.values()) for (const name of reader.shelf.namespaces()) seen.add(name);
    return [...seen].map((name) => ({ name, terminating: false }));
  }

  recordsIn(folder: TreeFolder, namespace: string): Iterable<TreeRecord> {
    return this.#readers.get(folder)?.shelf.in(namespace) ?? [];
  }

  /** Neither its pods nor any workload could be read. */
  isUnread(namespace: string): boolean {
    return [...this.#readers].every(([{ wide }, reader]) => !wide || reader.errorIn(namespace) !== undefined);
  }

  /** What could not be read, in words. */
  gaps(): readonly string[] {
    const readers = [this.#namespaces, ...this.#readers.values()];
    const lines = readers.flatMap((reader) =>
      [...reader.errors()].map(({ namespace, error }) => gapLine(resourceName(reader.kind), namespace, error)),
    );
    return [...new Set(lines)];
  }

  start(): void {
    for (const reader of [this.#namespaces, ...this.#readers.values()]) reader.start();
  }

  stop(): void {
    for (const reader of [this.#namespaces, ...this.#readers.values()]) reader.stop();
  }
}

function gapLine(resource: string, namespace: string | undefined, error: KubeError): string {
  const { wanted, because, hint } = gapOf(error, namespace === undefined ? resource : `${resource} in ${namespace}`);
  return `${wanted}: ${because} (${hint})`;
}
