import type { ErrorWords } from '../errorWords.ts';
import { noteItem, type ContextItem, type NoteItem } from './clusterItem.ts';

/** What stands below a context that could not be connected: why, and what to do. */
export function failureLines(item: ContextItem, { text, brief, hint = '' }: ErrorWords): readonly NoteItem[] {
  return [
    noteItem(item, 'reason', brief, [text, hint].filter((line) => line !== '').join('\n')),
    noteItem(item, 'retry'),
    noteItem(item, 'log'),
    noteItem(item, 'start'),
  ];
}
