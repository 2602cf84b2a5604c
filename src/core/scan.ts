import type { CallOptions, CallStats } from './engine.ts';
import type { Envelope, EnvelopeError } from './envelope.ts';
import type { Finding } from './finding.ts';
import type { Gap } from './gap.ts';
import type { ObjectRef } from './objectRef.ts';

export interface ScanScope {
  /** Absent: the active one. */
  readonly context?: string;
  /** Absent: all namespaces. */
  readonly namespace?: string;
}

export type ScanOptions = Pick<CallOptions, 'signal' | 'onProgress' | 'fresh'>;

/** A finding that was explained by another one of the same scan. */
export interface ScanFinding extends Finding {
  /** The place in `findings` of the one that explains it. That one is at least as severe, and stands ahead. */
  readonly explainedBy?: number;
}

/** What every rule says of a namespace or of a whole cluster. Redacted. */
export interface Scan {
  /** Absent where no context could be opened. */
  readonly context?: string;
  /** Absent: all namespaces. */
  readonly namespace?: string;
  /** RFC 3339, by the API server's clock where it was reached. */
  readonly takenAt: string;
  /** The worst of the findings and of `unexplained`; `healthy` only where everything could be looked at. */
  readonly verdict: Envelope['verdict'];
  /** Ranked, causes first; what a finding explains follows it. */
  readonly findings: readonly ScanFinding[];
  /** Pods in trouble that none of the findings is about. */
  readonly unexplained: Unexplained;
  readonly gaps: readonly Gap[];
  /** Ids of the rules that judged something. */
  readonly ran: readonly string[];
  readonly still: readonly StillRule[];
  /** What was looked at, the most first. */
  readonly looked: readonly Looked[];
  /** How many namespaces were judged. */
  readonly namespaces: number;
  /** Of a scan of all: the namespaces that alone could be looked at, since others may not be. Absent: nothing narrowed it to some. */
  readonly only?: readonly string[];
  /** Paths whose text reads like an instruction: `findings.0.message`. */
  readonly suspectText?: readonly string[];
  /** Where there is no answer at all; the lists are empty then. */
  readonly error?: EnvelopeError & {
    /** `metav1.Status.reason`, a transport's code, or of the kubeconfig: `NoKubeconfig`, `NoSuchContext`. */
    readonly reason?: string;
    /** One sentence to read out. */
    readonly headline: string;
    /** The reason alone: `nothing listens at 127.0.0.1:6443`. */
    readonly brief: string;
  };
  readonly stats: CallStats;
}

/** What the pods themselves show, where no rule speaks of it: something is wrong, and the scan does not know why. */
export interface Unexplained {
  readonly count: number;
  readonly critical: number;
  readonly warnings: number;
  /** At most 10, critical ones first. */
  readonly worst: readonly UnexplainedPod[];
}

export interface UnexplainedPod {
  readonly object: ObjectRef;
  readonly level: 'critical' | 'warning';
  /** Its STATUS, and what that does not say: `Pending: not scheduled`. Text of the cluster. */
  readonly because: string;
}

/** A rule that kept still for want of something; it may have judged other namespaces. */
export interface StillRule {
  readonly rule: string;
  /** What it lacked, as the gaps call it. */
  readonly without: readonly string[];
}

export interface Looked {
  /** `pods`, `ingresses.networking.k8s.io`. */
  readonly resource: string;
  readonly count: number;
}
