import type { Approve } from './approval.ts';
import type { CallOptions } from './engine.ts';
import type { Envelope } from './envelope.ts';
import type { Draft, NoDraft } from './draft.ts';
import type { CallObserver, Cluster } from './ports.ts';

/** What comes of a change that was asked for, before the runner makes the envelope of it. */
export type ChangeAnswer = Pick<
  Envelope,
  'scope' | 'verdict' | 'blockedBy' | 'headline' | 'error' | 'findings' | 'gaps' | 'next' | 'plan' | 'change'
>;

/** One call of a change tool. */
export interface ChangeRequest {
  readonly tool: string;
  /** As it was asked for; the journal keeps it redacted. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Undefined: the active one. */
  readonly context: string | undefined;
  readonly surface: CallOptions['surface'];
  draft(cluster: Cluster, signal: AbortSignal): Promise<Draft | NoDraft>;
  /** Absent: there is nobody to ask, and the plan is all that comes of it. */
  readonly approve?: Approve;
  readonly observer: CallObserver;
}

/** By whom it was asked for, and who is asked about it. */
export type ChangeHow = Pick<ChangeRequest, 'surface' | 'approve' | 'observer'>;

export type MadeChange = ChangeAnswer & { readonly context: string; readonly now: number };

/** Plans, asks, writes, watches; and takes back. Given to the runner by the composition root. */
export interface ChangeMaker {
  /** @throws KubeError for what kept it from a plan; once something was sent it answers, whatever came of that. */
  make(request: ChangeRequest, signal: AbortSignal): Promise<MadeChange>;
  /** Takes back a change of the journal, by a plan and an approval as for any other. @throws KubeError as `make` does. */
  undo(id: string, how: ChangeHow, signal: AbortSignal): Promise<MadeChange>;
}
