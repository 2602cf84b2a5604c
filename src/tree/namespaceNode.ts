import type { TreeNode, TreeText } from '../core/engine.ts';
import { label } from '../core/label.ts';
import { stateIcon } from './nodeIcon.ts';
import { namespaceId } from './nodeId.ts';
import type { Entry, NamespaceView } from './namespaceView.ts';
import { counts, isTroubled, stateWords } from './treeNodes.ts';

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
    tooltip: unread ? [label('Its pods may not be read')] : trouble(name, view),
    state,
    icon: stateIcon(state, 'symbol-namespace'),
    expandable: true,
    what: 'namespace',
    object,
  };
}

const mostLines = 10;

/** The worst objects by name, the first ten. */
function trouble(name: string, view: NamespaceView): readonly TreeText[] {
  const { critical, warnings } = view;
  if (critical + warnings === 0) return [];
  const lines = troubleLines(name, view);
  const shown = lines.slice(0, mostLines);
  return [
    warnings === 1
      ? label('{0} critical, 1 warning', critical)
      : label('{0} critical, {1} warnings', critical, warnings),
    ...shown,
    ...(lines.length > shown.length ? [label('and {0} more', lines.length - shown.length)] : []),
  ];
}

/** The objects in trouble that stand below no other one, the worst first: `Deployment shop/cart: 1/3 ready`. */
export function troubleLines(name: string, { folders }: NamespaceView): readonly string[] {
  const sick = folders.flatMap(({ entries }) => entries.filter(({ level }) => isTroubled(level)));
  const line = ({ folder, record, ...entry }: Entry): string =>
    `${folder.kind.kind} ${name}/${record.name}: ${stateWords({ record, ...entry })}`;
  return sick.toSorted((a, b) => Number(b.level === 'critical') - Number(a.level === 'critical')).map(line);
}
