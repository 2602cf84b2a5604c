import type { TreeNode, TreeSummary } from '../core/engine.ts';
import { english } from '../core/label.ts';
import type { ObjectRef } from '../core/objectRef.ts';
import { gapNode, namespacesGapNode, nothingNode } from './gapNodes.ts';
import { namespaceNode, troubleLines } from './namespaceNode.ts';
import { inOrder, namespaceView, type Entry, type NamespaceView } from './namespaceView.ts';
import { folderId, namespaceId, objectId, placeOf } from './nodeId.ts';
import { entryNode, folderNode, moreNode, pageSize } from './treeNodes.ts';
import type { NamespaceRecord, TreeSource } from './treeSource.ts';

interface DrawnNamespace {
  readonly node: TreeNode;
  readonly critical: number;
  readonly warnings: number;
  /** The worst in it, by lines. */
  readonly worst: readonly string[];
}

/** Makes nodes of what the source holds. Views of namespaces are kept until they are touched. */
export class TreeDrawing {
  readonly #source: TreeSource;
  readonly #now: () => number;
  readonly #views = new Map<string, NamespaceView>();
  readonly #namespaces = new Map<string, DrawnNamespace>();
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
    this.#namespaces.delete(namespace);
    this.#turnsAt.delete(namespace);
  }

  /** Draws the touched namespaces one by one: between two of them other work may get its turn. */
  *prepare(): Generator<string, void> {
    for (const record of this.#source.namespaces()) {
      if (this.#namespaces.has(record.name)) continue;
      this.#namespace(record);
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
    if (parent === undefined) return this.#root();
    const place = placeOf(parent);
    if (place === undefined) return undefined;
    const { namespace } = place;
    const { folders } = this.#view(namespace);
    if (place.type === 'namespace') {
      const found = folders.map((one) => folderNode(namespace, one.folder, one.entries));
      const gaps = this.#source.folders.flatMap((folder) => {
        const error = this.#source.errorIn(folder, namespace);
        return error === undefined || error.facts.kindAbsent === true ? [] : [{ folder, error }];
      });
      if (gaps.length > 0) return [...found, gapNode(namespace, gaps)];
      return found.length > 0 ? found : [nothingNode(namespace, this.#source.folders)];
    }
    const entries =
      place.type === 'folder'
        ? folders.find(({ folder }) => english(folder.label) === place.label)?.entries
        : pathTo(
            folders.flatMap((one) => one.entries),
            place.kind,
            place.name,
          )?.at(-1)?.children;
    return entries && this.#paged(parent, inOrder(entries), (entry) => entryNode(namespace, entry));
  }

  /** Over all namespaces, as far as they are read. */
  trouble(): Pick<TreeSummary, 'critical' | 'warnings' | 'worst'> {
    const drawn = this.#source.namespaces().map((record) => this.#namespace(record));
    return {
      critical: drawn.reduce((sum, { critical }) => sum + critical, 0),
      warnings: drawn.reduce((sum, { warnings }) => sum + warnings, 0),
      worst: drawn
        .toSorted((a, b) => troubleOf(a.node) - troubleOf(b.node))
        .flatMap(({ worst }) => worst.slice(0, 1))
        .slice(0, 5),
    };
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
      this.#ordered().findIndex((node) => node.id === id),
    );
    return [id];
  }

  #makeRoom(parent: string | undefined, index: number): void {
    const pages = Math.ceil((index + 1) / pageSize);
    this.#shown.set(parent, Math.max(this.#shown.get(parent) ?? pageSize, pages * pageSize));
  }

  #root(): readonly TreeNode[] {
    const nodes = this.#paged(undefined, this.#ordered(), (node) => node);
    const error = this.#source.namespacesGap();
    if (error !== undefined) return [...nodes, namespacesGapNode(error)];
    return nodes.length > 0 ? nodes : [nothingNode(undefined, this.#source.folders)];
  }

  #view(namespace: string): NamespaceView {
    const known = this.#views.get(namespace);
    if (known !== undefined) return known;
    const view = this.#look(namespace);
    this.#views.set(namespace, view);
    return view;
  }

  #look(namespace: string): NamespaceView {
    const source = this.#source;
    const view = namespaceView(
      {
        namespace,
        folders: source.folders,
        of: (folder) => source.recordsIn(folder, namespace),
        isKnown: (folder) => source.isKnown(folder, namespace),
        unread: source.unread(namespace),
      },
      this.#now(),
    );
    this.#turnsAt.set(namespace, view.turnsAt);
    return view;
  }

  /** Those in trouble first, then by name. */
  #ordered(): readonly TreeNode[] {
    const nodes = this.#source
      .namespaces()
      .map((record) => ({ name: record.name, node: this.#namespace(record).node }));
    return nodes
      .sort((a, b) => troubleOf(a.node) - troubleOf(b.node) || (a.name < b.name ? -1 : 1))
      .map(({ node }) => node);
  }

  #namespace({ name, terminating }: NamespaceRecord): DrawnNamespace {
    const known = this.#namespaces.get(name);
    if (known !== undefined) return known;
    // The view of a namespace that nobody has opened is not kept
    const view = this.#views.get(name) ?? this.#look(name);
    const { critical, warnings } = view;
    const drawn = {
      node: namespaceNode({ name, terminating, unread: this.#source.unread(name) }, view),
      critical,
      warnings,
      worst: troubleLines(name, view),
    };
    this.#namespaces.set(name, drawn);
    return drawn;
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
