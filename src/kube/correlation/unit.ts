import type { Feature } from './feature.ts';

/** A pod, or the pods that a workload may not make: what fails or does not. */
export interface Unit {
  /** Path of the pod, or of the workload that lacks pods. */
  readonly id: string;
  /** Path of the workload; of a pod without one its own. */
  readonly workload: string;
  readonly fails: boolean;
  /** How many pods it stands for. */
  readonly pods: number;
  /** By its spec and its node. */
  readonly traits: readonly Feature[];
  /** What the messages of its trouble name. */
  readonly named: readonly Feature[];
  /** Of what fails: since when, in milliseconds since the epoch. */
  readonly beganAt?: number;
}

export function podsOf(units: readonly Unit[]): number {
  return units.reduce((sum, { pods }) => sum + pods, 0);
}

export function workloadsOf(units: readonly Unit[]): number {
  return new Set(units.map(({ workload }) => workload)).size;
}
