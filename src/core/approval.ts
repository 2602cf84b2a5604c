import type { Plan } from './plan.ts';

/** A cluster as it is enabled and approved for: by its name here, its address, and by what authority it is known. */
export interface ClusterIdentity {
  readonly context: string;
  readonly server: string;
  /** A hash of the certificate authority; empty where the system's are trusted. */
  readonly authority: string;
}

/** What a person is asked before a change. */
export interface ApprovalQuestion {
  readonly plan: Plan;
  readonly cluster: ClusterIdentity;
}

/**
 * A person's answer, as a surface heard it. It carries the digest that the person saw, so that nothing else can happen.
 * `absent`: there is nobody to ask here.
 */
export type Approval =
  | {
      readonly answer: 'approved';
      readonly digest: string;
      /** How it was heard: `modal`, `elicitation`, `--approve`. */
      readonly by: string;
      /** What was typed, where a name has to be. */
      readonly typed?: string;
    }
  | {
      readonly answer: 'declined';
      /** Where nobody said no, what there was instead: `the question was closed without an answer`. */
      readonly because?: string;
    }
  | {
      readonly answer: 'absent';
      /** Why nobody can be asked, and what a person does instead, as a sentence without its full stop. */
      readonly because?: string;
    };

export type Approve = (question: ApprovalQuestion, signal: AbortSignal) => Promise<Approval>;

/** Whether changes are enabled for a cluster. Kept by each surface where no model reaches. */
export interface ChangeSwitch {
  isEnabled(cluster: ClusterIdentity): boolean;
  /** What a person does to enable them, in words. */
  readonly howToEnable: string;
  /** The command that takes a change back; `null`: none can. Absent: `kube-sre undo ID`. */
  undoneBy?(id: string): string | null;
  /** Names, with `*` for any text, that a surface protects besides what is protected anyway: it can only be stricter. */
  protects?(): { readonly contexts: readonly string[]; readonly namespaces: readonly string[] };
}
