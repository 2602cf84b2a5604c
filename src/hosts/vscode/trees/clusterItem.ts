import type { TreeNode } from '../../../core/engine.ts';
import type { ObjectRef } from '../../../core/objectRef.ts';
import type { ContextSummary } from '../../../core/ports.ts';

/** A line of the Clusters view. Lines keep their identity over a refresh; what they show is replaced in place. */
export type ClusterItem = ContextItem | NodeItem | NoteItem;

export interface ContextItem {
  readonly type: 'context';
  readonly id: string;
  readonly context: string;
  summary: ContextSummary;
  connection: 'none' | 'opening' | 'open' | 'failed';
  /** It was connected, and its cluster does not answer any more. */
  lost: boolean;
  /** What the line as last drawn tells of the cluster. */
  tells: string;
}

export interface NodeItem {
  readonly type: 'node';
  readonly id: string;
  readonly context: string;
  readonly parent: ContextItem | NodeItem;
  node: TreeNode;
  /** As commands take it (objectTarget.ts). */
  object: ObjectRef | undefined;
}

/** In the place of lines that are not there yet, or cannot be: the reason, and what to do. */
export interface NoteItem {
  readonly type: 'note';
  readonly id: string;
  /** Absent: about the kubeconfig. */
  readonly context?: string;
  readonly parent: ContextItem | NodeItem | undefined;
  readonly note: 'waiting' | 'reason' | 'retry' | 'log' | 'settings' | 'demo' | 'start';
  /** Of a reason, in one line. */
  readonly text: string;
  /** Of a reason, by lines. */
  readonly detail: string;
}

/** Unique over all contexts; the editor remembers by it what is expanded. */
export function itemId(context: string, node?: string): string {
  return node === undefined ? JSON.stringify([context]) : JSON.stringify([context, node]);
}

/** A note below `parent`; undefined: at the root. */
export function noteItem(
  parent: ContextItem | NodeItem | undefined,
  note: NoteItem['note'],
  text = '',
  detail = '',
): NoteItem {
  const id = JSON.stringify([...(parent === undefined ? [] : [parent.id]), 'note', note]);
  return { type: 'note', id, parent, note, text, detail, ...(parent === undefined ? {} : { context: parent.context }) };
}
