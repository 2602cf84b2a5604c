import type { Static, TObject } from 'typebox';
import type { Block } from './blocks.ts';
import type { Draft, NoDraft } from './draft.ts';
import type { Group } from './group.ts';
import type { Kind } from './kind.ts';
import type { Label } from './label.ts';
import type { Outcome } from './outcome.ts';
import type { OwnFinding } from './ownFinding.ts';
import type { Cluster, Kubeconfig, Progress } from './ports.ts';
import type { Scenario } from './scenario.ts';

/** What a tool reads, for the permission check and the documentation. */
export interface Reads {
  readonly kind: Kind<unknown> | 'any' | 'discovery' | 'logs' | 'review';
  readonly verbs: readonly ('get' | 'list' | 'watch')[];
}

export type Risk = 'read' | 'change' | 'disrupt';

/**
 * A tool is one literal object; the manifest entry, the chat registration, the palette command and its prompts, the report,
 * the command line, the log line and the docs page are derived from it.
 */
interface ToolBase<Input extends TObject> {
  /** snake_case, fixed by contract. */
  readonly name: string;
  readonly group: Group;
  /** The troubles that it helps with; absent: it is for looking around, whatever the trouble. */
  readonly scenarios?: readonly Scenario[];
  /** `change`: what it does can be undone exactly; `disrupt`: it ends pods or deletes. Both ask a person first. */
  readonly risk: Risk;
  /** A short noun phrase for people: `List pods`. */
  readonly title: Label;
  /** A codicon's name: `list-unordered`. */
  readonly icon: string;
  /** Besides `kubernetes`, which the manifest puts before those of each tool. */
  readonly tags: readonly string[];
  /** For the model: the goal in one everyday sentence; one sentence of symptoms; `Not for X, use Y`. About 70 tokens. */
  readonly modelDescription: string;
  /** For the person, one short sentence. */
  readonly userDescription: Label;
  readonly input: Input;
  /** What the input `name` names, for the palette's quick picks; `kind`: what the input `kind` says. */
  readonly nameOf?: Kind<unknown> | 'kind';
  readonly reads: readonly Reads[];
  /** A person's question about the demo cluster, and the call that answers it: the docs page shows both with the answer. */
  readonly example: { readonly question: string; readonly input: Static<Input> };
  /** Findings that no rule makes. */
  readonly ownFindings?: readonly OwnFinding[];
  /** What is being done, for chat and progress: `Listing pods in shop`. */
  doing(input: Static<Input>): Label;
  /** Milliseconds that it waits for the cluster to get somewhere, beyond what every call may take; absent: it waits for nothing. */
  patience?(input: Static<Input>): number;
}

interface Presented<Data extends object> {
  /** The tool's own blocks of the report; verdict, findings, gaps and next calls are drawn for every tool alike. */
  present(data: Data, outcome: Outcome<Data>): readonly Block[];
}

/** A tool about one cluster: the context that was asked for is opened before it runs. */
export interface ReadTool<Input extends TObject, Data extends object> extends ToolBase<Input>, Presented<Data> {
  readonly risk: 'read';
  /** `onProgress` is for tools that wait: reads tell of themselves. */
  run(
    cluster: Cluster,
    input: Static<Input>,
    signal: AbortSignal,
    onProgress?: (progress: Progress) => void,
  ): Promise<Outcome<Data>>;
}

/** A tool about the kubeconfig as a whole: it opens nothing, and so answers where no cluster can be opened. */
export interface KubeconfigTool<Input extends TObject, Data extends object> extends ToolBase<Input>, Presented<Data> {
  readonly risk: 'read';
  runWithKubeconfig(kubeconfig: Kubeconfig, input: Static<Input>): Promise<Outcome<Data>>;
}

/** A tool that changes a cluster. It writes nothing: it says what it wants to do, and the plan of that goes to a person. */
export interface ChangeTool<Input extends TObject> extends ToolBase<Input> {
  readonly risk: 'change' | 'disrupt';
  draft(cluster: Cluster, input: Static<Input>, signal: AbortSignal): Promise<Draft | NoDraft>;
}

/** Any tool, for lists of them. Methods are bivariant, so that each literal keeps its own types and still fits here. */
export type AnyTool = ReadTool<TObject, object> | KubeconfigTool<TObject, object> | ChangeTool<TObject>;

/** Gives a literal its types; nothing else happens. */
export function defineTool<const Input extends TObject, Data extends object>(
  tool: ReadTool<Input, Data>,
): ReadTool<Input, Data> {
  return tool;
}

export function defineChangeTool<const Input extends TObject>(tool: ChangeTool<Input>): ChangeTool<Input> {
  return tool;
}

export function defineKubeconfigTool<const Input extends TObject, Data extends object>(
  tool: KubeconfigTool<Input, Data>,
): KubeconfigTool<Input, Data> {
  return tool;
}
