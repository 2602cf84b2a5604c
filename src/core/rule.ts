import type { Finding, Severity } from './finding.ts';
import type { RuleFix } from './fix.ts';
import type { Gap } from './gap.ts';
import type { Kind } from './kind.ts';

/** A typed token for something a rule wants to see. Two tokens with the same key are one read. */
export interface Need<V> {
  readonly key: string;
  readonly kind: Kind<unknown>;
  readonly how: 'list' | 'byName';
  /** `namespace`: in the namespace looked at; `cluster`: everywhere (also for kinds without namespaces). */
  readonly scope: 'namespace' | 'cluster';
  /** Carries the type of what the snapshot holds for it; never present at run time. */
  readonly holds?: V;
}

/** What is known of one object that was asked for by name. */
export type Named<T> =
  | { readonly state: 'found'; readonly object: T }
  | { readonly state: 'absent' }
  | { readonly state: 'unread'; readonly gap: Gap };

/** Objects asked for by name; `unread` for a name that nobody asked for. */
export interface ByName<T> {
  get(namespace: string | undefined, name: string): Named<T>;
}

export function list<T>(kind: Kind<T>, scope: 'namespace' | 'cluster' = 'namespace'): Need<readonly T[]> {
  return { key: `list ${kind.group}/${kind.resource} ${scope}`, kind, how: 'list', scope };
}

export function byName<T>(kind: Kind<T>): Need<ByName<T>> {
  return { key: `byName ${kind.group}/${kind.resource}`, kind, how: 'byName', scope: 'namespace' };
}

export type Needs = Readonly<Record<string, Need<unknown>>>;

/** The snapshot as one rule sees it: what it needs is there, what it uses may be undefined. */
export type World<N extends Needs, U extends Needs> = {
  readonly [K in keyof N]: N[K] extends Need<infer V> ? V : never;
} & {
  readonly [K in keyof U]: U[K] extends Need<infer V> ? V | undefined : never;
} & {
  /** Milliseconds since the epoch, by the API server's clock. */
  readonly now: number;
};

/**
 * A pure judgement. Without what it `needs` a rule keeps still and the answer has a gap; without what it `uses` its confidence
 * falls and the answer has a gap. Order of explanation: `stage`, from cause (low) to symptom (high).
 */
export interface Rule<N extends Needs = Needs, U extends Needs = Needs> {
  /** The contract: `subject/what-is-wrong`. */
  readonly id: string;
  readonly stage: Stage;
  /** The worst severity that it gives; context may lower it. */
  readonly severity: Severity;
  /** Shown under the finding that explains it, never ahead of it. */
  readonly symptom?: true;
  /** Ids of the rules whose findings this one explains, where both speak of the same chain of objects. */
  readonly explains?: readonly string[];
  /** Absent: none of the four changes would mend it. */
  readonly fix?: RuleFix;
  /** For the docs page: when it speaks, when it keeps still. One sentence each. */
  readonly speaks: string;
  readonly silent: string;
  readonly needs: N;
  readonly uses: U;
  judge(world: World<N, U>): readonly Finding[];
}

/** From cause to symptom (a finding of an earlier stage is shown ahead of one of a later stage of equal severity). */
export const stages = [
  'node',
  'reference',
  'admission',
  'scheduling',
  'volume',
  'sandbox',
  'image',
  'configuration',
  'start',
  'kill',
  'readiness',
  'endpoints',
  'route',
  'reachability',
] as const;

export type Stage = (typeof stages)[number];

export type AnyRule = Rule;

/** Gives a literal its types; nothing else happens. */
export function defineRule<const N extends Needs, const U extends Needs>(rule: Rule<N, U>): Rule<N, U> {
  return rule;
}
