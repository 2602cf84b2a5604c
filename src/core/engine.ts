import type { Approve, ChangeSwitch, ClusterIdentity } from './approval.ts';
import type { Block } from './blocks.ts';
import type { Envelope } from './envelope.ts';
import type { FixesOf } from './fix.ts';
import type { Group } from './group.ts';
import type { Label } from './label.ts';
import type { JournalCheck, JournaledChange } from './journal.ts';
import type { ObjectRef } from './objectRef.ts';
import type { ContextSummary, Limits, Progress } from './ports.ts';
import type { Risk } from './tool.ts';
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
  /** Values for a prompt, from the cluster. Rejects with a KubeError where they cannot be read (the person types then). */
  choices(
    tool: string,
    field: string,
    input: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<readonly Choice[]>;
  /** What mends the findings of one answer, as far as one of the four changes does: plans to be offered, and nothing is done. */
  readonly fixes: FixesOf;
  /** What chat says is being done: `Listing pods in shop`. */
  doing(tool: string, input: Readonly<Record<string, unknown>>): Label;
  contexts(): Promise<readonly ContextSummary[]>;
  /**
   * Differs once the kubeconfig, or a certificate or token file that it names, says something else of the context; nothing can be read
   * from it. Rejects with KubeError where the kubeconfig cannot be read, or the context leads nowhere.
   */
  entryStamp(context: string): Promise<string>;
  /** Runs every rule over a namespace or the whole cluster. Never rejects: what went wrong is the answer's `error`. */
  scan(scope: ScanScope, options?: ScanOptions): Promise<Scan>;
  /** Live by watch while somebody listens. One per context. */
  tree(context: string): LiveTree;
  /**
   * The namespaces of a context to choose from: all of them, else those that are known without permission to list them.
   * Rejects with KubeError where the cluster cannot be read.
   */
  namespaces(context: string, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * The last calls of all windows and of the command line, the newest first, as the log of reads has kept them. Rejects where the log
   * is there and cannot be read.
   */
  reads(count: number): Promise<readonly CallRecord[]>;
  /**
   * Takes back a change of the journal, by a plan and an approval, like every change. Not a tool: only a person's surface calls it. The answer
   * stands under the name `undo`.
   */
  undo(id: string, options: CallOptions): Promise<CallResult>;
  /** The last changes of all windows and of the command line, the newest first. Rejects where the journal cannot be read. */
  changes(count: number): Promise<readonly JournaledChange[]>;
  /** Called when any window, or the command line, has written to the journal; the end of listening. */
  listenChanges(onChange: () => void): () => void;
  /** By what the cluster of a context is known: changes are enabled for that, and not for a name. Rejects as `entryStamp` does. */
  identity(context: string): Promise<ClusterIdentity>;
  /** Whether the chain of the journal is whole. */
  checkJournal(): Promise<JournalCheck>;
  /** The journal as it is on the disk, for an export. */
  journalText(): Promise<string>;
  /** Starts the embedded demo cluster, once, and adds its context; the context's name, which no context of the kubeconfig has. */
  startDemo(): Promise<string>;
  /** Reads the kubeconfig again and logs in anew at the next use; trees read their clusters again, and show what they have meanwhile. */
  reload(): void;
  dispose(): Promise<void>;
}

/** A tool as the command line and other agents list it. */
export interface ToolSummary {
  readonly name: string;
  readonly group: Group;
  readonly risk: Risk;
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
  /** Asked before a change; absent: there is nobody to ask, and a change tool gives its plan. */
  readonly approve?: Approve;
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

/** One line of the call log and of the log of reads. The input is redacted; one that was too large is a text about it, or its beginning. */
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
  /** The demo cluster is all there is: no kubeconfig is read, and what is called by the name of another context reaches none. */
  readonly demoOnly?: boolean;
  readonly limits?: Partial<Limits>;
  /** The context to use where a call names none; absent: the kubeconfig's current one. */
  readonly activeContext?: () => string | undefined;
  /** Namespaces of a context that the person has named, for where they may not be listed. */
  readonly namedNamespaces?: (context: string) => readonly string[];
  readonly groupEnabled?: (group: Group) => boolean;
  readonly record?: (record: CallRecord) => void;
  /** Absent: nothing can be changed. */
  readonly changes?: ChangeSwitch;
  /** Told of trouble that is no call's: English, one line. */
  readonly warn?: (text: string) => void;
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
  /** Of a pick: what is chosen is a number. */
  readonly number?: true;
  /** The kind whose names are asked for, where the tool is about one kind. */
  readonly kind?: string;
}

export interface Choice {
  readonly value: string;
  readonly description?: string;
}

/** The Clusters view's model of one context: pure data, made from lists and watches. */
export interface LiveTree {
  /**
   * Connects if need be. Undefined: the context's own children (namespaces). Rejects with KubeError when it cannot connect and
   * nothing is known yet; a cluster that is lost later keeps its children, and the summary says so.
   */
  children(parent: string | undefined): Promise<readonly TreeNode[]>;
  /** The facts beside the context's name. Undefined before it is connected. */
  summary(): TreeSummary | undefined;
  /** The node of an object and its ancestors' ids, root first, for reveal; undefined where it is not in the tree. */
  find(object: ObjectRef): Promise<readonly string[] | undefined>;
  /** Called with the ids of nodes that changed, at most a few times a second. Watches run while there is a listener. */
  listen(onChange: (nodes: readonly (string | undefined)[]) => void): () => void;
  /** Asks the cluster once, by one light request. Rejects with KubeError where it is not there, or takes no credential. */
  answers(signal: AbortSignal): Promise<void>;
  /** Asks at once whether a lost cluster is there again, and opens it anew where the kubeconfig has changed. */
  renew(): void;
  /** Ends its watches and reads for good. */
  dispose(): void;
}

export interface TreeSummary {
  readonly version: string;
  readonly nodes: number | undefined;
  readonly critical: number;
  readonly warnings: number;
  /** The worst objects, with their state in words; a few. */
  readonly worst: readonly string[];
  /** What could not be read, in words; empty where all could. */
  readonly gaps: readonly TreeText[];
  /** The cluster does not answer any more: what is shown is as it was then. It is tried again until it does. */
  readonly lost?: LostCluster;
}

export interface LostCluster {
  /** Milliseconds since the epoch, by this machine. */
  readonly since: number;
  /** `nothing listens at 127.0.0.1:6443` */
  readonly because: string;
  readonly hint: string;
}

/** Names, kinds and state words of Kubernetes are strings and stay English; what else a person reads is a label. */
export type TreeText = string | Label;

export interface TreeNode {
  readonly id: string;
  readonly label: TreeText;
  readonly description: TreeText;
  /** By lines. */
  readonly tooltip: readonly TreeText[];
  readonly state: 'ok' | 'warning' | 'critical' | 'unknown' | 'quiet';
  /** A codicon. */
  readonly icon: string;
  readonly expandable: boolean;
  /** For menus: `namespace`, `kindFolder`, `pod`, `deployment`, `service`, `more`, `gap` … */
  readonly what: string;
  /** A pod that has logs of an instance before. */
  readonly restarted?: true;
  readonly object?: ObjectRef;
}
