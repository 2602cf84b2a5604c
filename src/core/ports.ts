import type { Kind } from './kind.ts';
import type { Label } from './label.ts';
import type { Witnessed } from './witnessed.ts';

/** Reading, and only reading. The writing port is a type of its own, given to changes/executor and nobody else. */
export interface Cluster {
  readonly context: string;
  readonly connection: Connection;
  /** The user's own, for hashes that stand in the place of secret values (core/secretHash.ts). Given to `createClusters`. */
  readonly salt: string;
  /** What this user's own changes saw. Given to `createClusters`; absent: no journal is kept here. */
  readonly witnessed?: Witnessed;
  /** Milliseconds since the epoch by the API server's clock (from its Date header), since a laptop's clock lies. */
  now(): number;
  list<T>(kind: Kind<T>, query: ListQuery, signal: AbortSignal): Promise<Listing<T>>;
  /** @throws KubeError with code `not_found` when there is no such object. */
  get<T>(kind: Kind<T>, at: ObjectAddress, signal: AbortSignal): Promise<T>;
  /** Runs until the stream ends (resolves), fails (KubeError; `reason: 'Expired'` for 410) or is aborted. */
  watch<T>(
    kind: Kind<T>,
    query: WatchQuery,
    onEvent: (event: WatchEvent<T>) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** The raw log text, at most `limitBytes` of it. */
  logs(query: LogQuery, signal: AbortSignal): Promise<string>;
  /** GET of any API path: discovery, health, OpenAPI. Statuses of 400 and above throw KubeError. */
  raw(path: string, query: RawQuery, signal: AbortSignal): Promise<RawAnswer>;
  /** A self-subject review. Kept for 10 minutes. */
  review(question: AccessQuestion, signal: AbortSignal): Promise<AccessAnswer>;
  /** The same cluster, its memory shared, telling `by` of what this view of it does. */
  observed(by: CallObserver): Cluster;
  /** Drops what was read before, for all views of this cluster; what is under way goes on. */
  forget(): void;
}

/** What one call of a tool wants to know of its reads: for progress lines and counts, never for logic. */
export interface CallObserver {
  onProgress?(progress: Progress): void;
  /** A request to the server, tries counted one by one. A read that several calls share is told to the one that began it. */
  onRequest?(event: 'start' | 'end'): void;
  /** A read answered from memory, or by a read that was already under way. */
  onShared?(): void;
}

/** Who and where, from the kubeconfig. Never a secret. */
export interface Connection {
  readonly server: string;
  readonly cluster: string;
  readonly user: string;
  readonly credential: CredentialKind;
  /** The context's own namespace; `default` where it names none. */
  readonly namespace: string;
}

export type CredentialKind = 'token' | 'tokenFile' | 'clientCertificate' | 'exec' | 'basic' | 'authProvider' | 'none';

export interface ObjectAddress {
  readonly namespace?: string;
  readonly name: string;
}

export interface ListQuery {
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** At most this many items, in one request; `remaining` then tells of the rest. Absent: everything, in pages. */
  readonly limit?: number;
}

export interface Listing<T> {
  readonly items: readonly T[];
  readonly resourceVersion: string;
  /** The list's continue token expired on the way and it was finished at a later state. */
  readonly inconsistent: boolean;
  /** Items after the last, where the server said. */
  readonly remaining?: number;
}

export interface WatchQuery {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly resourceVersion: string;
}

export type WatchEvent<T> =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: T }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string };

export interface LogQuery extends ObjectAddress {
  readonly namespace: string;
  readonly container: string;
  readonly previous?: boolean;
  readonly tailLines?: number;
  readonly sinceSeconds?: number;
  readonly limitBytes: number;
  readonly timestamps: boolean;
}

export interface RawQuery {
  readonly accept?: string;
  /** The body must be a JSON object of which this holds: what is cut short or not what was asked for is a KubeError, and is never kept. */
  readonly json?: (object: Readonly<Record<string, unknown>>) => boolean;
  /** Kept and shared for this long; absent: always asked anew. */
  readonly keepSeconds?: number;
  /** How long a connected server may say nothing, in milliseconds; absent: as long as for every read. */
  readonly idle?: number;
}

export interface RawAnswer {
  readonly body: string;
  /** The body parsed, where `json` was asked for. */
  readonly json?: Readonly<Record<string, unknown>>;
  readonly contentType: string;
  readonly milliseconds: number;
}

export type AccessQuestion =
  | {
      readonly about: 'access';
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly subresource?: string;
      readonly namespace?: string;
      readonly name?: string;
    }
  | { readonly about: 'rules'; readonly namespace: string }
  | { readonly about: 'self' };

export interface AccessAnswer {
  /** For `access`. */
  readonly allowed?: boolean;
  readonly reason?: string;
  /** For `rules`: what may be done, as far as the authorizers can list it. */
  readonly rules?: readonly AccessRule[];
  readonly incomplete?: boolean;
  /** For `self`: who the server takes us for. */
  readonly user?: string;
  readonly groups?: readonly string[];
}

export interface AccessRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}

/** One context of the merged kubeconfig, without anything secret. */
export interface ContextSummary {
  readonly name: string;
  readonly current: boolean;
  readonly cluster: string;
  readonly server: string;
  readonly user: string;
  readonly credential: CredentialKind;
  readonly namespace: string;
}

/** The clusters that a kubeconfig names. */
export interface Clusters {
  /** @throws KubeError `not_found` with the nearest names for an unknown context; `bad_input` for a broken file. */
  open(context: string | undefined, signal: AbortSignal): Promise<Cluster>;
  contexts(): Promise<readonly ContextSummary[]>;
  dispose(): void;
}

/** The kubeconfig as a tool sees it: its contexts, and the one that calls go to where they name none. */
export interface Kubeconfig {
  contexts(): Promise<readonly ContextSummary[]>;
  /** Undefined: the file's own current one. */
  readonly active: string | undefined;
}

export interface Clock {
  /** Milliseconds since the epoch, by this machine. */
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Every wait in milliseconds, so that tests use 300 and people 10,000 to 60,000. */
export interface Limits {
  readonly connect: number;
  /** No byte for this long ends a request. */
  readonly idle: number;
  /** A whole tool call. */
  readonly call: number;
  /** A login plugin, shown meanwhile as "waiting for login". */
  readonly login: number;
}

/** What happens on the way, for progress lines. Not for logic. */
export type Progress =
  | { readonly type: 'reading'; readonly resource: string; readonly done: number; readonly total?: number }
  | { readonly type: 'login'; readonly command: string }
  | { readonly type: 'waiting'; readonly seconds: number; readonly because: string }
  /** How far the cluster has got with what a tool waits for. */
  | { readonly type: 'step'; readonly label: Label };
