import { deferred } from '../core/deferred.ts';
import type { Kind } from '../core/kind.ts';
import { isKubeError, type KubeError } from '../core/kubeError.ts';
import type { Clock, Cluster } from '../core/ports.ts';
import { follow } from './follow.ts';
import { Shelf } from './shelf.ts';
import type { Tracked } from './tracked.ts';

/** What was read of one namespace, or of all. */
interface Scope {
  readonly namespace: string | undefined;
  resourceVersion: string | undefined;
  /** The list that was applied last, as long as something else holds it. */
  items: WeakRef<object> | undefined;
  error: KubeError | undefined;
  /** It was refused when the server last said whether it may be listed: a list that fails in another way says nothing about that. */
  isRefused: boolean;
  /** A list of it is on the shelf, however the latest one went. */
  isKnown: boolean;
  stop: AbortController | undefined;
  /** Settles when the first list of a followed scope has come or failed. */
  ready: Promise<void>;
}

export interface KindReaderParts<T> {
  readonly clock: Clock;
  readonly kind: Kind<Tracked<T>>;
  /** Called with the namespaces whose records may have changed; with undefined where others may be read than before. */
  readonly onChange: (namespaces: ReadonlySet<string> | undefined) => void;
  /** A list or a watch that is followed has failed; it is tried again. */
  readonly onTrouble: (error: KubeError) => void;
}

/** The records of one kind: listed when they are asked for, followed by watch while the tree is listened to. */
export class KindReader<T> {
  readonly shelf = new Shelf<T>();
  readonly kind: Kind<Tracked<T>>;
  readonly #parts: KindReaderParts<T>;
  readonly #scopes = new Map<string | undefined, Scope>();
  #cluster: Cluster | undefined;
  #live = false;

  constructor(parts: KindReaderParts<T>) {
    this.kind = parts.kind;
    this.#parts = parts;
  }

  /** Everything is listed anew from there. With `afresh` what was read before is gone at once. */
  use(cluster: Cluster, afresh: boolean): void {
    const isLive = this.#live;
    this.stop();
    this.#cluster = cluster;
    if (afresh) {
      this.shelf.clear();
      this.#scopes.clear();
    }
    for (const scope of this.#scopes.values()) {
      scope.resourceVersion = undefined;
      scope.items = undefined;
    }
    if (isLive) this.start();
  }

  /** Reads everything; where that is refused, the namespace `instead` alone. Never rejects but for `signal`: `errorIn` tells. */
  async readAll(signal: AbortSignal, instead?: string): Promise<void> {
    await this.#read(undefined, signal);
    if (instead !== undefined && this.isRefused) await this.#read(instead, signal);
  }

  /** Reads one namespace, unless all of them are read. */
  async readOne(namespace: string, signal: AbortSignal): Promise<void> {
    const all = this.#scopes.get(undefined);
    if (all !== undefined) await this.#read(undefined, signal);
    if (all === undefined || this.isRefused) await this.#read(namespace, signal);
  }

  /** Why a namespace (undefined: all of them) could not be read; undefined where it could, or was not asked for. */
  errorIn(namespace: string | undefined): KubeError | undefined {
    const all = this.#scopes.get(undefined);
    const own = this.#scopes.get(namespace);
    return own === undefined || (all !== undefined && all.error === undefined) ? all?.error : own.error;
  }

  /**
   * Whether the shelf tells what a namespace holds. It goes on telling that when it cannot be read again: the records stay, so
   * what follows from them stays as well. A kind that the server does not have is known to be empty.
   */
  isKnown(namespace: string): boolean {
    return (
      [undefined, namespace].some((one) => this.#scopes.get(one)?.isKnown === true) ||
      this.errorIn(namespace)?.facts.kindAbsent === true
    );
  }

  /** All of them may not be listed, as far as the server has said. */
  get isRefused(): boolean {
    return this.#scopes.get(undefined)?.isRefused === true;
  }

  /** All that could not be read, each with its namespace. */
  *errors(): Iterable<{ readonly namespace: string | undefined; readonly error: KubeError }> {
    const all = this.#scopes.get(undefined);
    const isAllRead = all !== undefined && all.error === undefined;
    for (const { namespace, error } of this.#scopes.values())
      if (error !== undefined && error.facts.kindAbsent !== true && !(isAllRead && namespace !== undefined))
        yield { namespace, error };
  }

  start(): void {
    this.#live = true;
    for (const scope of this.#scopes.values()) this.#follow(scope);
  }

  stop(): void {
    this.#live = false;
    for (const scope of this.#scopes.values()) {
      scope.stop?.abort();
      scope.stop = undefined;
    }
  }

  async #read(namespace: string | undefined, signal: AbortSignal): Promise<void> {
    let scope = this.#scopes.get(namespace);
    if (scope === undefined) {
      scope = {
        namespace,
        resourceVersion: undefined,
        items: undefined,
        error: undefined,
        isRefused: false,
        isKnown: false,
        stop: undefined,
        ready: Promise.resolve(),
      };
      this.#scopes.set(namespace, scope);
      if (this.#live) this.#follow(scope);
    }
    await (this.#live ? scope.ready : this.#listOnce(scope, signal));
  }

  async #listOnce(scope: Scope, signal: AbortSignal): Promise<void> {
    const { kind } = this.#parts;
    const query = scope.namespace === undefined ? {} : { namespace: scope.namespace };
    const cluster = this.#cluster;
    if (cluster === undefined) return;
    try {
      const { items, resourceVersion } = await cluster.list(kind, query, signal);
      // The same answer, from the shared memory, or a watch that has gone further meanwhile, or another cluster's
      const isWanted = (): boolean =>
        items !== scope.items?.deref() && scope.stop === undefined && cluster === this.#cluster;
      if (isWanted()) await this.#apply(scope, items, resourceVersion, isWanted);
      else succeed(scope);
    } catch (error) {
      if (!isKubeError(error)) throw error;
      fail(scope, error);
    }
  }

  async #apply(
    scope: Scope,
    items: readonly Tracked<T>[],
    resourceVersion: string,
    isWanted: () => boolean,
  ): Promise<void> {
    const touched = await this.shelf.replace(items, scope.namespace, isWanted);
    if (touched === undefined) return;
    scope.items = new WeakRef(items);
    scope.resourceVersion = resourceVersion;
    scope.isKnown = true;
    this.#parts.onChange(scope.error === undefined ? touched : undefined);
    succeed(scope);
  }

  #follow(scope: Scope): void {
    const { clock, kind, onChange, onTrouble } = this.#parts;
    const cluster = this.#cluster;
    if (cluster === undefined) return;
    const stop = new AbortController();
    const ready = deferred<undefined>();
    scope.stop = stop;
    scope.ready = ready.promise;
    const { namespace, resourceVersion } = scope;
    if (resourceVersion !== undefined) ready.resolve(undefined);
    stop.signal.addEventListener('abort', () => ready.resolve(undefined), { once: true });
    void follow(
      cluster,
      clock,
      {
        kind,
        ...(namespace === undefined ? {} : { namespace }),
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
        onList: async (items, version) => {
          await this.#apply(scope, items, version, () => !stop.signal.aborted);
          ready.resolve(undefined);
        },
        onEvent: (type, object) => {
          this.shelf.apply(type, object);
          onChange(new Set([object.namespace]));
        },
        onVersion: (version) => {
          scope.resourceVersion = version;
        },
        onError: (error, during) => {
          if (during === 'list') {
            fail(scope, error);
            // Whatever begins again begins with a list: only that proves that the kind can be read
            scope.resourceVersion = undefined;
            onChange(undefined);
            ready.resolve(undefined);
          }
          onTrouble(error);
        },
      },
      stop.signal,
    );
  }
}

function succeed(scope: Scope): void {
  scope.error = undefined;
  scope.isRefused = false;
}

function fail(scope: Scope, error: KubeError): void {
  scope.error = error;
  if (error.facts.code === 'forbidden') scope.isRefused = true;
}
