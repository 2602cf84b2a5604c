import type { Static, TObject } from 'typebox';
import type { Block } from './blocks.ts';
import type { Group } from './group.ts';
import type { Kind } from './kind.ts';
import type { Label } from './label.ts';
import type { Outcome } from './outcome.ts';
import type { OwnFinding } from './ownFinding.ts';
import type { Cluster, Kubeconfig } from './ports.ts';
import type { Scenario } from './scenario.ts';

/** What a tool reads, for the permission check and the documentation. */
export interface Reads {
  readonly kind: Kind<unknown> | 'any' | 'discovery' | 'logs' | 'review';
  readonly verbs: readonly ('get' | 'list' | 'watch')[];
}

/**
 * A tool is one literal object; the manifest entry, the chat registration, the palette command and its prompts, the report,
 * the command line, the log line and the docs page are derived from it.
 */
interface ToolBase<Input extends TObject, Data extends object> {
  /** snake_case, fixed by contract. */
  readonly name: string;
  readonly group: Group;
  /** The troubles that it helps with; absent: it is for looking around, whatever the trouble. */
  readonly scenarios?: readonly Scenario[];
  readonly risk: 'read';
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
  /** The tool's own blocks of the report; verdict, findings, gaps and next calls are drawn for every tool alike. */
  present(data: Data, outcome: Outcome<Data>): readonly Block[];
}

/** A tool about one cluster: the context that was asked for is opened before it runs. */
export interface ReadTool<Input extends TObject, Data extends object> extends ToolBase<Input, Data> {
  run(cluster: Cluster, input: Static<Input>, signal: AbortSignal): Promise<Outcome<Data>>;
}

/** A tool about the kubeconfig as a whole: it opens nothing, and so answers where no cluster can be opened. */
export interface KubeconfigTool<Input extends TObject, Data extends object> extends ToolBase<Input, Data> {
  runWithKubeconfig(kubeconfig: Kubeconfig, input: Static<Input>): Promise<Outcome<Data>>;
}

/** Any tool, for lists of them. Methods are bivariant, so that each literal keeps its own types and still fits here. */
export type AnyTool = ReadTool<TObject, object> | KubeconfigTool<TObject, object>;

/** Gives a literal its types; nothing else happens. */
export function defineTool<const Input extends TObject, Data extends object>(
  tool: ReadTool<Input, Data>,
): ReadTool<Input, Data> {
  return tool;
}

export function defineKubeconfigTool<const Input extends TObject, Data extends object>(
  tool: KubeconfigTool<Input, Data>,
): KubeconfigTool<Input, Data> {
  return tool;
}
