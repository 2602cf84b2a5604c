import type { Finding } from '../../core/finding.ts';
import type { Gap } from '../../core/gap.ts';
import type { Kind } from '../../core/kind.ts';
import { list, type AnyRule } from '../../core/rule.ts';
import type { HasMetadata } from '../../kube/metadata.ts';
import { judge, mergeGaps, type Judgement } from '../../rules/judge.ts';
import { listNeeds } from '../../rules/listNeeds.ts';
import type { Reader } from '../../rules/reader.ts';
import { withReading } from '../../rules/snapshot.ts';

/** From so many namespaces on, one list of all costs less than one of each. */
const fewNamespaces = 3;

/**
 * Judges the few objects of a list that look unwell, with what stands around them in their namespaces: nothing is read where all is
 * well, and the work grows with the trouble and not with the cluster. `asOf` is the page's instant: time alone moves no row.
 * What the reader could not read at all is the caller's to add.
 */
export async function judgeSuspects<T extends HasMetadata>(
  reader: Reader,
  kind: Kind<T>,
  suspects: readonly T[],
  rules: readonly AnyRule[],
  { namespace: scope, asOf }: { readonly namespace: string | undefined; readonly asOf: number },
): Promise<Judgement> {
  const namespaces = [...new Set(suspects.map(({ metadata }) => metadata?.namespace))].filter(
    (one) => one !== undefined,
  );
  const around = listNeeds(rules).filter(({ kind: other }) => other !== kind);
  const isWide = scope === undefined && namespaces.length > fewNamespaces;
  await Promise.all(
    (isWide ? [undefined] : namespaces).flatMap((namespace) =>
      around.map(({ kind: other }) => reader.list(other, namespace)),
    ),
  );
  const findings: Finding[] = [];
  const gaps: (readonly Gap[])[] = [];
  for (const namespace of namespaces) {
    const mine = suspects.filter(({ metadata }) => metadata?.namespace === namespace);
    const snapshot = withReading({ ...reader.snapshot(namespace), now: asOf }, list(kind), {
      state: 'read',
      value: mine,
    });
    const judged = await judge(rules, snapshot);
    findings.push(...judged.findings);
    gaps.push(judged.gaps);
  }
  return { findings: worstFirst(findings), gaps: mergeGaps(...gaps) };
}

const severities: readonly Finding['severity'][] = ['critical', 'warning', 'info'];

/** Stable: within a severity the order of explanation stays. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
