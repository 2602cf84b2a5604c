import type { Label } from '../../../core/label.ts';
import type { ClusterItem, NodeItem } from './clusterItem.ts';
import { objectWords } from './objectWords.ts';

export interface Target {
  /** `changes on until 15:00`; undefined: only read. */
  readonly changing?: (context: string) => Label | undefined;
  readonly context: string | undefined;
  readonly namespace: string | undefined;
}

/** An item's context value: words by which menus say what applies to it (`kind()` in contributions/contributionTypes.ts asks for them). */
export function itemWords(item: ClusterItem, target: Target): string {
  if (item.type === 'note') return 'note';
  if (item.type === 'context') {
    const use = item.context === target.context ? 'active' : 'other';
    const changes = target.changing?.(item.context) === undefined ? 'readonly' : 'changing';
    const connection = item.connection === 'open' && !item.lost ? 'connected' : 'disconnected';
    return ['context', connection, use, 'named', changes].join(' ');
  }
  return [item.node.what, ...nodeWords(item, target)].join(' ');
}

function nodeWords({ context, node, object }: NodeItem, target: Target): readonly string[] {
  if (object === undefined) return [];
  const { kind, name } = object;
  const words = ['object', 'named', ...objectWords(kind)];
  if (kind === 'Namespace') words.push(context === target.context && name === target.namespace ? 'default' : 'other');
  if (node.state === 'critical' || node.state === 'warning') words.push('bad');
  if (node.restarted === true) words.push('restarted');
  return words;
}
