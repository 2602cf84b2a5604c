import type { FindingItem } from './findingItem.ts';
import { objectWords } from './objectWords.ts';

/** A line's context value: words by which menus say what applies to it. */
export function findingWords(item: FindingItem): string {
  if (item.type === 'gap' || item.type === 'remedy') return `${item.type} copied`;
  if (item.type !== 'finding' && item.type !== 'evidence' && item.type !== 'object' && item.type !== 'pod')
    return item.type;
  const fix = item.type === 'finding' && item.fix !== undefined ? ['fixable', item.fix] : [];
  return [item.type, 'object', 'copied', ...objectWords(item.object.kind), ...fix].join(' ');
}
