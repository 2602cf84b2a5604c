import type { TreeNode, TreeText } from '../core/engine.ts';
import { resourceName } from '../core/kind.ts';
import { label } from '../core/label.ts';
import { stateIcon } from './nodeIcon.ts';
import { namespaceId } from './nodeId.ts';
import type { Entry, NamespaceView } from './namespaceView.ts';
import { counts, isTroubled, missingLines, stateWords } from './treeNodes.ts';
import type { Unread } from './unread.ts';

export interface NamespaceFacts {
  readonly name: string;
  readonly terminating: boolean;
  /** The kinds of which nothing is known in it. */
  readonly unread: readonly Unread[];
}

export function namespaceNode({ name, terminating, unread }: NamespaceFacts, view: NamespaceView): TreeNode {
  const { critical, warnings } = view;
  // A kind that is of use to few is a gap and no doubt: who may not read Ingresses still sees how the workloads do
  const needed = unread.filter((one) => one.folder.vital || view.unread.includes(one));
  const others = unread.filter((one) => !needed.includes(one)).map(({ folder }) => resourceName(folder.kind));
  const state = critical > 0 ? 'critical' : warnings > 0 ? 'warning' : needed.length > 0 ? 'unknown' : 'ok';
  const object = { apiVersion: 'v1', kind: 'Namespace', name };
  return {
    id: namespaceId(name),
    label: name,
    description: [terminating ? 'Terminating' : '', counts(critical, warnings)]
      .filter((part) => part !== '')
      .join('  '),
    tooltip: [
      ...trouble(name, view),
      ...missingLines(name, needed),
      ...(others.length === 0 ? [] : [label('Not read: {0}', others.join(', '))]),
    ],
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
  const line = (entry: Entry): string => `${entry.folder.kind.kind} ${name}/${entry.record.name}: ${stateWords(entry)}`;
  return sick.toSorted((a, b) => Number(b.level === 'critical') - Number(a.level === 'critical')).map(line);
}
