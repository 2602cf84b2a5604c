import type { Block } from './blocks.ts';
import type { Envelope } from './envelope.ts';
import type { Group } from './group.ts';
import type { Label } from './label.ts';
import type { ObjectRef } from './objectRef.ts';
import type { ContextSummary, Limits, Progress } from './ports.ts';
import type { Scan, ScanOptions, ScanScope } from './scan.ts';

/**
 * Everything a surface needs of the product. The surfaces know this interface and nothing behind it, so that they load without
 * anything of Kubernetes; src/compose.ts makes the engine.
 */
export interface Engine {
  tools(): readonly ToolSummary[];
  call(tool: string, input: unknown, options: CallOptions): Promise<CallResult>;
  /** What a person is asked before a tool runs, in order. Throws for an unknown tool. */
  prompts(tool: string): readonly Prompt[];
  /** Values for a prompt, from the cluster; empty where they cannot be read (the person types then). */
  choices(
    tool: string,
    field: string,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<readonly Choice[]>;
  /** What chat says is being done: `Listing pods in shop`. */
  doing(tool: string, input: Readonly<Record<string, unknown>>): Label;
  contexts(): Promise<readonly ContextSummary[]>;
  /** Runs every rule over a namespace or the whole cluster. Never rejects: what went wrong is the answer's `error`. */
  scan(scope: ScanScope, options?: ScanOptions): Promise<Scan>;
  /** Live by watch while somebody listens. One per context. */
  tree(context: string): LiveTree;
  /** Starts the embedded demo cluster, once, and adds its context; the context's name. */
  startDemo(): Promise<string>;
  /** Reads the kubeconfig again at the next use. */
  reload(): void;
  dispose(): Promise<void>;
}

/** A tool as the command line and other agents list it. */
export interface ToolSummary {
  readonly name: string;
  readonly group: Group;
  readonly risk: 'read';
  readonly title: Label;
  readonly userDescription: Label;
  readonly modelDescription: string;
  /** JSON Schema. */
  readonly inputSchema: object;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly surface: 'chat' | 'palette' | 'tree' | 'cli' | 'mcp' | 'test';
  /** Default 2,000; `Infinity` for a person's view. */
  readonly budgetTokens?: number;
  /** The caller's own count, where it has one; else core/tokens.ts estimates. */
  readonly countTokens?: (text: string) => PromiseLike<number>;
  readonly onProgress?: (progress: Progress) => void;
  /** Asks the cluster anew instead of answering from what was read in the last seconds. */
  readonly fresh?: boolean;
}

export interface CallResult {
  /** Cut to the budget, redacted. */
  readonly envelope: Envelope;
  /** What to draw, from the uncut answer, redacted; empty on an error. */
  readonly blocks: readonly Block[];
  readonly stats: CallStats;
}

export interface CallStats {
  readonly milliseconds: number;
  /** HTTP requests sent for this call. */
  readonly requests: number;
  /** Groups of reads that waited for one another: what a far cluster multiplies its round trip with. */
  readonly waves: number;
  /** Answered from memory. */
  readonly shared: number;
}

/** One line of the call log. The input is redacted. */
export interface CallRecord {
  readonly at: string;
  readonly surface: CallOptions['surface'];
  readonly tool: string;
  readonly context?: string;
  readonly input: unknown;
  readonly verdict: Envelope['verdict'];
  readonly error?: string;
  readonly stats: CallStats;
}

export interface EngineOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  /** Takes the place of KUBECONFIG and ~/.kube/config. */
  readonly kubeconfig?: string;
  readonly limits?: Partial<Limits>;
  /** The context to use where a call names none; absent: the kubeconfig's current one. */
  readonly activeContext?: () => string | undefined;
  readonly groupEnabled?: (group: Group) => boolean;
  readonly record?: (record: CallRecord) => void;
  readonly version: string;
  /** The folder `media` as shipped: the demo's worlds are data files in it. */
  readonly mediaDirectory: string;
}

export interface Prompt {
  readonly field: string;
  readonly title: Label;
  readonly required: boolean;
  /** `pick`: choices come from the cluster, free text is taken too; `flag`: yes or no; `text`: typed. */
  readonly how: 'pick' | 'enum' | 'text' | 'flag' | 'number';
  readonly values?: readonly string[];
}

export interface Choice {
  readonly value: string;
  readonly description?: string;
}

/** The Clusters view's model of one context: pure data, made from lists and watches. */
export interface LiveTree {
  /** Connects if need be. Undefined: the context's own children (namespaces). Rejects with KubeError when it cannot connect. */
  children(parent: string | undefined): Promise<readonly TreeNode[]>;
  /** The facts beside the context's name: version, nodes. Undefined before it is connected. */
  summary(): TreeSummary | undefined;
  /** The node of an object and its ancestors' ids, root first, for reveal; undefined where it is not in the tree. */
  find(object: ObjectRef): Promise<readonly string[] | undefined>;
  /** Called with the ids of nodes that changed, at most a few times a second. Watches run while there is a listener. */
  listen(onChange: (nodes: readonly (string | undefined)[]) => void): () => void;
}

export interface TreeSummary {
  readonly version: string;
  readonly nodes: number | undefined;
  /** What could not be read, in words; empty where all could. */
  readonly gaps: readonly string[];
}

export interface TreeNode {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly state: 'ok' | 'warning' | 'critical' | 'unknown' | 'quiet';
  /** A codicon. */
  readonly icon: string;
  readonly expandable: boolean;
  /** For menus: `namespace`, `kindFolder`, `pod`, `deployment`, `service`, `more` … */
  readonly what: string;
  readonly object?: ObjectRef;
}
