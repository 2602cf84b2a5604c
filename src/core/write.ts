import type { JsonObject } from './json.ts';

/** One object to write to, and where the API has it. */
export interface WriteTarget {
  readonly apiVersion: string;
  readonly kind: string;
  /** Plural, lower case, as in the API path. */
  readonly resource: string;
  /** Absent: the object is of the cluster and of no namespace. */
  readonly namespace?: string;
  readonly name: string;
}

/** RFC 6902, as much of it as changes need. */
export type PatchOperation =
  | { readonly op: 'test' | 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** What must still hold on the server for a deletion or an eviction to happen (metav1.Preconditions). */
export interface Preconditions {
  readonly uid: string;
  /** Absent: of any version. */
  readonly resourceVersion?: string;
}

export type Propagation = 'Background' | 'Foreground' | 'Orphan';

/** One request that changes an object, as data. */
export type Write =
  | {
      readonly do: 'patch';
      readonly target: WriteTarget;
      readonly subresource?: 'scale';
      readonly operations: readonly PatchOperation[];
    }
  | {
      readonly do: 'delete';
      readonly target: WriteTarget;
      readonly preconditions: Preconditions;
      readonly propagation: Propagation;
      /** Absent: the object's own. */
      readonly gracePeriodSeconds?: number;
    }
  | { readonly do: 'evict'; readonly target: WriteTarget; readonly preconditions: Preconditions }
  | { readonly do: 'create'; readonly target: WriteTarget; readonly body: JsonObject };

/** Reading for a write: whole, and never from memory. */
export interface FreshReads {
  /** @throws KubeError `not_found` where it is gone. */
  read(target: WriteTarget, signal: AbortSignal): Promise<JsonObject>;
}

/** Asks the server what a write would do, and does nothing. Given to changes/preflight. */
export interface DryRun {
  /**
   * The object as it would be; what the server answers to an eviction or a deletion.
   * @throws KubeError as the write itself would: `forbidden`, `conflict`, `not_found`, `unsupported` for a webhook without dry run.
   */
  dryRun(write: Write, signal: AbortSignal): Promise<JsonObject>;
}

/** The one port that changes a cluster. Given to changes/executor, and to nothing else. */
export interface Writer extends FreshReads {
  /**
   * Sends the request once. Nothing is repeated but what a login refused.
   * @throws KubeError; with `unsettled` where the request may have been carried out all the same.
   */
  write(write: Write, signal: AbortSignal): Promise<JsonObject>;
}
