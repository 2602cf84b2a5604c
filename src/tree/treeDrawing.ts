import type { TreeNode } from '../core/engine.ts';
import type { ObjectRef } from '../core/objectRef.ts';
import { inOrder, namespaceView, type Entry, type NamespaceView } from './namespaceView.ts';
import { folderId, namespaceId, objectId, placeOf } from './nodeId.ts';
import { entryNode, folderNode, moreNode, namespaceNode, pageSize } from './treeNodes.ts';
import type { NamespaceRecord, TreeSource } from './treeSource.ts';

/** Makes nodes of what the source holds. Views of namespaces are kept until they are touched. */
export class TreeDrawing {
  readonly #source: TreeSource;
  readonly #now: () => number;
  readonly #views = new Map<string, NamespaceView>();
  readonly #namespaceNodes = new Map<string, TreeNode>();
  readonly #turnsAt = new Map<string, number>();
  /** How many children are shown, where more than one page. */
  readonly #shown = new Map<string | undefined, number>();

  /** `now`: milliseconds since the epoch, by the server's clock. */
  constructor(source: TreeSource, now: () => number) {
    this.#source = source;
    this.#now = now;
  }

  /** What was drawn of the namespace may be old. */
  touch(namespace: string): void {
    this.#views.delete(namespace);
    this.#namespaceNodes.delete(namespace);
    this.#turnsAt.delete(namespace);
  }

  /** Draws the touched namespaces one by one: between two of them other work may get its turn. */
  *prepare(): Generator<string, void> {
    for (const record of this.#source.namespaces()) {
      if (this.#namespaceNodes.has(record.name)) continue;
      this.#namespaceNode(record);
      yield record.name;
    }
  }

  /** The namespaces that look otherwise by now, by time alone. */
  turned(): ReadonlySet<string> {
    const now = this.#now();
    return new Set([...this.#turnsAt].filter(([, at]) => at <= now).map(([namespace]) => namespace));
  }

  /** The children of a node as they are now; undefined where the node is gone. */
  children(parent: string | undefined): readonly TreeNode[] | undefined {
    if (parent === undefined) return this.#paged(undefined, this.#namespaces(), (node) => node);
    const place = placeOf(parent);
    if (place === undefined) return undefined;
    const { namespace } = place;
    const { folders } = this.#view(namespace);
    if (place.type === 'namespace') return folders.map((one) => folderNode(namespace, one.folder, one.entries));
    const entries =
      place.type === 'folder'
        ? folders.find(({ folder }) => folder.label === place.label)?.entries
        : pathTo(
            folders.flatMap((one) => one.entries),
            place.kind,
            place.name,
          )?.at(-1)?.children;
    return entries && this.#paged(parent, inOrder(entries), (entry) => entryNode(namespace, entry));
  }

  /** Shows one page more below `parent`; how many were shown before. */
  showMore(parent: string | undefined): number {
    const before = this.#shown.get(parent) ?? pageSize;
    this.#shown.set(parent, before + pageSize);
    return before;
  }

  /** The ids from the namespace down to an object, all of them shown from now on; undefined where it is not in the tree. */
  reveal(namespace: string, { kind, name }: Pick<ObjectRef, 'kind' | 'name'>): readonly string[] | undefined {
    for (const { folder, entries } of this.#view(namespace).folders) {
      const path = pathTo(entries, kind, name);
      if (path === undefined) continue;
      const ids = path.map(({ folder: own, record }) => objectId(own.kind.kind, namespace, record.name));
      const parents = [folderId(namespace, folder.label), ...ids];
      path.forEach((entry, index) =>
        this.#makeRoom(parents[index], inOrder(path[index - 1]?.children ?? entries).indexOf(entry)),
      );
      return [...this.revealNamespace(namespace), ...parents];
    }
    return undefined;
  }

  revealNamespace(namespace: string): readonly string[] {
    const id = namespaceId(namespace);
    this.#makeRoom(
      undefined,
      this.#namespaces().findIndex((node) => node.id === id),
    );
    return [id];
  }

  #makeRoom(parent: string | undefined, index: number): void {
    const pages = Math.ceil((index + 1) / pageSize);
    this.#shown.set(parent, Math.max(this.#shown.get(parent) ?? pageSize, pages * pageSize));
  }

  #view(namespace: string): NamespaceView {
    const known = this.#views.get(namespace);
    if (known !== undefined) return known;
    const view = this.#look(namespace);
    this.#views.set(namespace, view);
    return view;
  }

  #look(namespace: string): NamespaceView {
    const view = namespaceView(
      this.#source.folders,
      (folder) => this.#source.recordsIn(folder, namespace),
      this.#now(),
    );
    this.#turnsAt.set(namespace, view.turnsAt);
    return view;
  }

  /** Those in trouble first, then by name. */
  #namespaces(): readonly TreeNode[] {
    const nodes = this.#source.namespaces().map((record) => this.#namespaceNode(record));
    return nodes.sort((a, b) => troubleOf(a) - troubleOf(b) || (a.label < b.label ? -1 : 1));
  }

  #namespaceNode({ name, terminating }: NamespaceRecord): TreeNode {
    const known = this.#namespaceNodes.get(name);
    if (known !== undefined) return known;
    // The view of a namespace that nobody has opened is not kept
    const view = this.#views.get(name) ?? this.#look(name);
    const node = namespaceNode({ name, terminating, unread: this.#source.isUnread(name) }, view);
    this.#namespaceNodes.set(name, node);
    return node;
  }

  #paged<T>(parent: string | undefined, all: readonly T[], draw: (one: T) => TreeNode): readonly TreeNode[] {
    const limit = this.#shown.get(parent) ?? pageSize;
    const nodes = all.slice(0, limit).map(draw);
    return all.length > limit ? [...nodes, moreNode(parent, all.length - limit)] : nodes;
  }
}

function troubleOf({ state }: TreeNode): number {
  return state === 'critical' ? 0 : state === 'warning' ? 1 : 2;
}

/** From the top entry down to the object. */
function pathTo(entries: readonly Entry[], kind: string, name: string): readonly Entry[] | undefined {
  for (const entry of entries) {
    if (entry.folder.kind.kind === kind && entry.record.name === name) return [entry];
    const below = pathTo(entry.children, kind, name);
    if (below !== undefined) return [entry, ...below];
  }
  return undefined;
}
