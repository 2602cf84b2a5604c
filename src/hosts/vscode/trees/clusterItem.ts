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
  /** The line as last drawn tells what is known of the cluster. */
  tellsSummary: boolean;
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

/** Below a context that is not connected yet, or cannot be: the reason, and what to do. */
export interface NoteItem {
  readonly type: 'note';
  readonly id: string;
  readonly context: string;
  readonly parent: ContextItem;
  readonly note: 'waiting' | 'reason' | 'retry' | 'log';
  readonly text: string;
  readonly tooltip: string;
}

/** Unique over all contexts; the editor remembers by it what is expanded. */
export function itemId(context: string, node?: string): string {
  return node === undefined ? JSON.stringify([context]) : JSON.stringify([context, node]);
}
