import type { TreeNode } from '../core/engine.ts';
import { apiVersionOf } from '../core/kind.ts';
import type { ObjectRef } from '../core/objectRef.ts';
import type { HealthLevel } from '../kube/podHealth.ts';
import { folderId, moreId, namespaceId, objectId } from './nodeId.ts';
import type { Entry, NamespaceView } from './namespaceView.ts';
import type { TreeFolder } from './treeFolders.ts';

export interface NamespaceFacts {
  readonly name: string;
  readonly terminating: boolean;
  /** Nothing in it may be read. */
  readonly unread: boolean;
}

export function namespaceNode({ name, terminating, unread }: NamespaceFacts, view: NamespaceView): TreeNode {
  const { critical, warnings } = view;
  const state = critical > 0 ? 'critical' : warnings > 0 ? 'warning' : unread ? 'unknown' : 'ok';
  const object = { apiVersion: 'v1', kind: 'Namespace', name };
  return {
    id: namespaceId(name),
    label: name,
    description: [terminating ? 'Terminating' : '', counts(critical, warnings)]
      .filter((part) => part !== '')
      .join('  '),
    tooltip: unread ? 'Its pods may not be read' : trouble(view),
    state,
    icon: stateIcon(state, 'symbol-namespace'),
    expandable: true,
    what: 'namespace',
    object,
  };
}

/** `⛔ 2  ⚠ 3` */
function counts(critical: number, warnings: number): string {
  return [critical > 0 ? `⛔ ${critical}` : '', warnings > 0 ? `⚠ ${warnings}` : '']
    .filter((part) => part !== '')
    .join('  ');
}

/** The worst objects by name, the first ten. */
function trouble({ folders, critical, warnings }: NamespaceView): string {
  if (critical + warnings === 0) return '';
  const sick = folders.flatMap(({ entries }) => entries.filter(({ level }) => isTroubled(level)));
  const lines = sick.slice(0, 10).map(({ folder, record }) => `${folder.kind.kind} ${record.name}: ${record.words}`);
  const more = sick.length > lines.length ? [`and ${sick.length - lines.length} more`] : [];
  return [`${critical} critical, ${warnings} warnings`, ...lines, ...more].join('\n');
}

export function folderNode(namespace: string, folder: TreeFolder, entries: readonly Entry[]): TreeNode {
  const critical = entries.filter(({ level }) => level === 'critical').length;
  const warnings = entries.filter(({ level }) => level === 'warning').length;
  const state = critical > 0 ? 'critical' : warnings > 0 ? 'warning' : 'ok';
  return {
    id: folderId(namespace, folder.label),
    label: folder.label,
    description: [`(${entries.length})`, counts(critical, warnings)].filter((part) => part !== '').join('  '),
    tooltip: '',
    // The objects in it carry the colour
    state: state === 'ok' ? 'ok' : 'quiet',
    icon: folder.icon,
    expandable: true,
    what: 'kindFolder',
  };
}

export function entryNode(namespace: string, { folder, record, level, children }: Entry): TreeNode {
  const { name, words, detail, because } = record;
  const { kind } = folder.kind;
  const note = because !== undefined && isTroubled(level) ? `${words} · ${because}` : words;
  return {
    id: objectId(kind, namespace, name),
    label: name,
    description: note,
    tooltip: [`${kind} ${namespace}/${name}: ${note}`, detail, ...sickChildren(children)]
      .filter((line) => line !== '')
      .join('\n'),
    state: stateOf(level),
    icon: stateIcon(stateOf(level), kind === 'Pod' ? podIcon(level) : folder.icon),
    expandable: children.length > 0,
    what: kind.charAt(0).toLowerCase() + kind.slice(1),
    object: objectOf(folder, namespace, name),
  };
}

function sickChildren(children: readonly Entry[]): readonly string[] {
  return children
    .filter(({ level }) => isTroubled(level))
    .slice(0, 3)
    .map(({ record }) => `${record.name}: ${record.words}`);
}

export function objectOf({ kind }: TreeFolder, namespace: string, name: string): ObjectRef {
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, namespace, name };
}

/** The last line of a list that is longer than shown. */
export function moreNode(parent: string | undefined, left: number): TreeNode {
  return {
    id: moreId(parent),
    label: `Show ${Math.min(left, pageSize)} more`,
    description: `${left} not shown`,
    tooltip: '',
    state: 'quiet',
    icon: 'ellipsis',
    expandable: false,
    what: 'more',
  };
}

export const pageSize = 200;

function isTroubled(level: HealthLevel): boolean {
  return level === 'critical' || level === 'warning';
}

function stateOf(level: HealthLevel): TreeNode['state'] {
  return level === 'starting' ? 'ok' : level;
}

/** A shape for each state, so that colour is never alone. */
function stateIcon(state: TreeNode['state'], otherwise: string): string {
  switch (state) {
    case 'critical':
      return 'error';
    case 'warning':
      return 'warning';
    case 'unknown':
      return 'question';
    case 'ok':
    case 'quiet':
      return otherwise;
  }
}

function podIcon(level: HealthLevel): string {
  return level === 'starting' ? 'sync' : level === 'quiet' ? 'circle-outline' : 'pass';
}
