import type { ContainerLogs } from '../containerLogs.ts';
import type { Store } from '../store.ts';
import type { Stories } from './stories.ts';

/** What every controller works with. */
export interface Kit {
  readonly store: Store;
  readonly logs: ContainerLogs;
  readonly stories: Stories;
  /** What a kubelet has begun with a pod, by the pod's uid. */
  readonly begun: Set<string>;
  /** Owners whose last pod was refused, by their uid: until when they do not try again, in milliseconds since the epoch, and why. */
  readonly refused: Map<string, { readonly until: number; readonly why: string }>;
  /** The moment at which something happens, in milliseconds since the epoch: not later than the clock, and often before. */
  readonly now: () => number;
  /** Something that is to happen later. `delay` in milliseconds. */
  readonly after: (delay: number, happen: () => void) => void;
}

/** Brings what is written at one key (`shop/web`) nearer to what is wanted of it. Called again after every change to it. */
export type Reconcile = (kit: Kit, key: string) => void;

export function namespaceOf(key: string): string | undefined {
  const slash = key.indexOf('/');
  return slash === -1 ? undefined : key.slice(0, slash);
}

export function nameOf(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}
