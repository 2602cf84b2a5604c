import type { HopState } from '../../../core/blocks.ts';
import type { ObjectRef } from '../../../core/objectRef.ts';

export type HopName = 'dns' | 'loadBalancer' | 'ingress' | 'gateway' | 'service' | 'endpoints' | 'pods' | 'node';

/** One step of the way from a client to a pod. */
export interface Hop {
  readonly hop: HopName;
  readonly object?: ObjectRef;
  readonly state: HopState;
  /** A few words: the rule that leads on, or what is wrong. */
  readonly because: string;
  /** On `pods`: the NetworkPolicies that select them. Who of several callers may pass is not judged here; that nobody may is. */
  readonly networkPolicies?: readonly string[];
}

/** Pods behind the Service that are in the same state. */
export interface PodGroup {
  /** kubectl's STATUS word. */
  readonly status: string;
  readonly ready: boolean;
  readonly count: number;
  /** Up to three names. */
  readonly pods: readonly string[];
}

export interface ChainData {
  /** `Service/shop/api`, or the URL as it was asked. */
  readonly start: string;
  readonly firstBrokenHop?: HopName;
  readonly hops: readonly Hop[];
  readonly podGroups?: readonly PodGroup[];
  /** Others that the question could have meant, or that lead to the same: `Ingress/shop/admin`. */
  readonly candidates?: readonly string[];
}
