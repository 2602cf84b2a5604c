import type { ErrorCode } from './envelope.ts';
import type { Gap, GapReason } from './gap.ts';

export type Operation =
  'get' | 'list' | 'watch' | 'logs' | 'review' | 'connect' | 'create' | 'patch' | 'delete' | 'evict';

export interface KubeErrorFacts {
  readonly code: ErrorCode;
  readonly operation: Operation;
  /** `pods`, `ingresses.networking.k8s.io`, or a path for a raw read. */
  readonly resource?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** HTTP status, where the server answered. */
  readonly status?: number;
  /** `metav1.Status.reason`, or the transport's code (`ECONNREFUSED`). */
  readonly reason?: string;
  /** What was wrong, in words, without the operation and the object: those are put before it. */
  readonly detail: string;
  readonly hint?: string;
  /** One sentence to read out, where `detail` alone would not do: `No namespace prd.` */
  readonly headline?: string;
  /** Names that may have been meant, and the input that they belong in: they become the hint and a next call. */
  readonly nearest?: { readonly input: string; readonly names: readonly string[] };
  /** The kind itself is not served here (no such API), as against no such object. */
  readonly kindAbsent?: boolean;
  /** A write was sent, and may have been carried out all the same: only reading back can tell. */
  readonly unsettled?: true;
  /** `metav1.Status.details.causes` by their reasons: `DisruptionBudget` for an eviction that a budget does not allow. */
  readonly causes?: readonly string[];
}

const brand = Symbol.for('kube-sre.KubeError');

/** A failed request, mapped once (src/cluster) from whatever the server, the socket or the kubeconfig said. */
export class KubeError extends Error {
  readonly facts: KubeErrorFacts;
  readonly [brand] = true;

  constructor(facts: KubeErrorFacts, options?: ErrorOptions) {
    super(`${where(facts)}: ${facts.detail}`, options);
    this.name = 'KubeError';
    this.facts = facts;
  }
}

/** By brand and not by class: the engine and the cluster access are bundles of their own, each with its copy of the class. */
export function isKubeError(error: unknown): error is KubeError {
  return error instanceof Error && brand in error;
}

function where({ operation, resource, namespace, name }: KubeErrorFacts): string {
  const what = [operation, resource, name].filter((part) => part !== undefined).join(' ');
  return namespace === undefined || namespace === '*' ? what : `${what} in namespace ${namespace}`;
}

const gapReasons: Partial<Record<ErrorCode, GapReason>> = {
  forbidden: 'forbidden',
  unauthorized: 'forbidden',
  not_found: 'absent',
  timeout: 'timeout',
  unreachable: 'unreachable',
};

/** The gap that a failed read leaves in an answer that goes on without it. */
export function gapOf(error: KubeError, wanted: string): Gap {
  return {
    wanted,
    because: error.facts.reason === 'Expired' ? 'expired' : (gapReasons[error.facts.code] ?? 'unsupported'),
    hint: error.facts.hint ?? error.facts.detail,
  };
}
