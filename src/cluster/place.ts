import type { Operation } from '../core/kubeError.ts';

/** What a request is about, for the words of its errors. A namespace of `*` means all of them. */
export interface Place {
  readonly operation: Operation;
  readonly resource?: string;
  readonly namespace?: string;
  readonly name?: string;
}
