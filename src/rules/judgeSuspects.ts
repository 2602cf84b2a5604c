import type { Finding } from '../core/finding.ts';
import type { Gap } from '../core/gap.ts';
import type { Kind } from '../core/kind.ts';
import { list, type AnyRule } from '../core/rule.ts';
import { event } from '../kube/kinds/event.ts';
import type { HasMetadata } from '../kube/metadata.ts';
import { judge, mergeGaps, type Judgement } from './judge.ts';
import { listNeeds, type ListNeed } from './listNeeds.ts';
import { nodeEvents, readNodeEvents } from './nodeEvents.ts';
import type { Reader } from './reader.ts';
import { withReading, type Reading, type Snapshot } from './snapshot.ts';

export interface Suspected {
  /** Undefined: all namespaces. */
  readonly namespace: string | undefined;
  /** Milliseconds since the epoch: of a page its instant, so that time alone moves no row. */
  readonly asOf: number;
  /** From more namespaces on, one list of all costs less than one of each. */
  readonly fewNamespaces?: number;
  /** Kinds of which nothing can concern the suspects: they are taken for empty and not read. */
  readonly leaveOut?: ReadonlySet<Kind<unknown>>;
  /** Kinds that are not read, and not taken for empty either: a rule that needs one, to say that something is missing, keeps still. */
  readonly unasked?: ReadonlySet<Kind<unknown>>;
}

/**
 * Judges the few objects of a list that look unwell, with what stands around them in their namespaces: nothing is read where all is
 * well, and the work grows with the trouble and not with the cluster. What the reader could not read at all is the caller's to add.
 */
export async function judgeSuspects<T extends HasMetadata>(
  reader: Reader,
  kind: Kind<T>,
  suspects: readonly T[],
  rules: readonly AnyRule[],
  { namespace: scope, asOf, fewNamespaces = 3, leaveOut = new Set(), unasked = new Set() }: Suspected,
): Promise<Judgement> {
  const namespaces = [...new Set(suspects.map(({ metadata }) => metadata?.namespace))].filter(
    (one) => one !== undefined,
  );
  if (namespaces.length === 0) return { findings: [], gaps: [] };
  const needs = listNeeds(rules);
  const left = needs.filter((need) => leaveOut.has(need.kind) && !isSuspects(need, kind));
  const around = needs.filter(
    (need) =>
      !left.includes(need) &&
      !unasked.has(need.kind) &&
      !isSuspects(need, kind) &&
      !(need.kind === event && need.scope === 'cluster'),
  );
  const isWide = scope === undefined && namespaces.length > fewNamespaces;
  const [ofNodes] = await Promise.all([
    readNodeEvents(reader, rules),
    ...(isWide ? [undefined] : namespaces).flatMap((namespace) =>
      around.map(({ kind: other, scope: place }) => reader.list(other, place === 'cluster' ? undefined : namespace)),
    ),
  ]);
  const findings: Finding[] = [];
  const gaps: (readonly Gap[])[] = [];
  for (const namespace of namespaces) {
    const mine = suspects.filter(({ metadata }) => metadata?.namespace === namespace);
    const narrowed = left.reduce<Snapshot>(
      (snapshot, need) => withReading(snapshot, list(need.kind, need.scope), nothing),
      withReading({ ...reader.snapshot(namespace), now: asOf }, list(kind), { state: 'read', value: mine }),
    );
    const judged = await judge(rules, ofNodes === undefined ? narrowed : withReading(narrowed, nodeEvents, ofNodes));
    findings.push(...judged.findings);
    gaps.push(judged.gaps);
  }
  return { findings: worstFirst(findings), gaps: mergeGaps(...gaps) };
}

const nothing: Reading<unknown> = { state: 'read', value: [] };

/** The list that the suspects stand for. Those of the whole cluster are another one: a scheduler looks at all pods. */
function isSuspects(need: ListNeed, kind: Kind<HasMetadata>): boolean {
  return need.kind === kind && (need.scope === 'namespace' || !kind.namespaced);
}

const severities: readonly Finding['severity'][] = ['critical', 'warning', 'info'];

/** Stable: within a severity the order of explanation stays. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
