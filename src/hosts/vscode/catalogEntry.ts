import type { Group } from '../../core/group.ts';

/**
 * What the surfaces know of a tool before the engine is loaded. The catalogue is generated from the tools' definitions, so that
 * activation loads nothing of Kubernetes.
 */
export interface CatalogEntry {
  readonly name: string;
  /** English; the key of its translation. */
  readonly title: string;
  readonly group: Group;
  readonly risk: 'read' | 'change' | 'disrupt';
  /** A codicon's name. */
  readonly icon: string;
  /** For the person, English; the key of its translation. */
  readonly description: string;
  /** How a chat message refers to the tool: `#traceServiceChain`. */
  readonly referenceName: string;
}

/** A trouble, or what tools without one are for, with its tools: generated too, so that a heading without a tool cannot be. */
export interface CatalogHeading {
  readonly id: string;
  /** English; the key of its translation. */
  readonly title: string;
  /** Names of tools. */
  readonly tools: readonly string[];
}
