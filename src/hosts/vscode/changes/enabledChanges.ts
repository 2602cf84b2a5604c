import type { ChangeSwitch, ClusterIdentity } from '../../../core/approval.ts';
import { isFor, isInForce, parseGrants, type ChangeGrant } from './changeGrant.ts';

/** Where the editor keeps what all windows of a person share: never a settings file, which a model could edit. */
export interface GrantStore {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface EnabledChangesParts {
  readonly store: GrantStore;
  readonly howToEnable: string;
  /** Names that are protected besides what is protected anyway. */
  readonly protects: NonNullable<ChangeSwitch['protects']>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** How long changes are enabled. `milliseconds` absent: until they are switched off. */
export interface GrantTime {
  readonly milliseconds?: number;
  /** Known to this window alone, and gone with it. */
  readonly thisWindow?: true;
}

const key = 'kubeSre.changes';
/** The longest that a timer waits (2^31 - 1 ms). */
const longestTimer = 2 ** 31 - 1;

/** For which clusters changes are enabled: asked for each change anew, since another window may have switched them off. */
export class EnabledChanges implements ChangeSwitch {
  readonly howToEnable: string;
  readonly protects: NonNullable<ChangeSwitch['protects']>;
  readonly #store: GrantStore;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #ofWindow: readonly ChangeGrant[] = [];
  #timer: NodeJS.Timeout | undefined;
  #told = '[]';

  constructor({ store, howToEnable, protects, now = Date.now }: EnabledChangesParts) {
    this.#store = store;
    this.howToEnable = howToEnable;
    this.protects = protects;
    this.#now = now;
    this.#told = JSON.stringify(this.inForce());
    this.#wait();
  }

  isEnabled(cluster: ClusterIdentity): boolean {
    return this.inForce().some((grant) => isFor(grant, cluster));
  }

  inForce(): readonly ChangeGrant[] {
    const now = this.#now();
    return [...this.#ofWindow, ...this.#kept()].filter((grant) => isInForce(grant, now));
  }

  /** Those for a context, whatever cluster it leads to: for what is shown, never for what is allowed. */
  named(context: string): readonly ChangeGrant[] {
    return this.inForce().filter((grant) => grant.context === context);
  }

  /** Only to be called with a person's own answer. */
  async enable(
    { context, server, authority }: ClusterIdentity,
    { milliseconds, thisWindow }: GrantTime,
  ): Promise<void> {
    const since = this.#now();
    const grant = {
      context,
      server,
      authority,
      since,
      ...(milliseconds === undefined ? {} : { until: since + milliseconds }),
    };
    const others = (grants: readonly ChangeGrant[]): readonly ChangeGrant[] =>
      grants.filter((one) => !isFor(one, grant) && isInForce(one, since));
    // The last answer counts, also where the one before reached farther
    const kept = others(this.#kept());
    this.#ofWindow = others(this.#ofWindow);
    if (thisWindow === true) this.#ofWindow = [...this.#ofWindow, grant];
    await this.#store.update(key, thisWindow === true ? kept : [...kept, grant]);
    this.look();
  }

  /** Of a context, or all. */
  async disable(context?: string): Promise<void> {
    const others = (grants: readonly ChangeGrant[]): readonly ChangeGrant[] =>
      grants.filter((grant) => context !== undefined && grant.context !== context);
    this.#ofWindow = others(this.#ofWindow);
    await this.#store.update(key, others(this.#kept()));
    this.look();
  }

  /** Tells of what has changed without this window: another one, or time. */
  look(): void {
    this.#wait();
    const now = JSON.stringify(this.inForce());
    if (now === this.#told) return;
    this.#told = now;
    for (const listener of this.#listeners) listener();
  }

  listen(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #kept(): readonly ChangeGrant[] {
    return parseGrants(this.#store.get(key));
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const ends = this.inForce().flatMap(({ until }) => until ?? []);
    if (ends.length === 0) return;
    this.#timer = setTimeout(() => this.look(), Math.min(Math.max(0, Math.min(...ends) - this.#now()), longestTimer));
    this.#timer.unref();
  }
}
