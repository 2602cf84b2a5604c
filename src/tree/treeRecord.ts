import type { HasMetadata } from '../kube/metadata.ts';
import type { PodHealth } from '../kube/podHealth.ts';
import { Shared } from './shared.ts';

/** All that the tree keeps of an object, whatever its kind. */
export interface TreeRecord extends PodHealth {
  readonly name: string;
  /** Its state: `1/3 ready · rolling out`. */
  readonly words: string;
  /** `Deployment/cart`: where it stands in the tree. */
  readonly owner?: string;
  /** What rules read of it, less its name; pods that are alike share one. */
  readonly subject?: HasMetadata;
  /** Of a workload, as its state says it (workloadState.ts). */
  readonly lacking?: number;
  /** Of a pod. */
  readonly ready?: number;
  readonly containers?: number;
  readonly node?: string;
  /** Absent: none. */
  readonly restarts?: number;
  /** Milliseconds since the epoch. */
  readonly lastRestartAt?: number;
}

export type Intern = (text: string) => string;

/** Gives the first of equal texts for all of them. */
export function interner(): Intern {
  const texts = new Shared<string>();
  return (text) => texts.of(text, text).value;
}
