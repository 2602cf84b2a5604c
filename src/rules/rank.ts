import type { Finding, Severity } from '../core/finding.ts';
import { objectPath, type ObjectRef } from '../core/objectRef.ts';
import { stages, type AnyRule } from '../core/rule.ts';

export interface Judged {
  readonly rule: AnyRule;
  readonly finding: Finding;
}

const severities: readonly Severity[] = ['critical', 'warning', 'info'];

/**
 * The root cause first: what explains another finding of the same objects stands ahead of it; then symptoms last, by severity,
 * by stage from cause to symptom, by object and rule.
 */
export function rank(judged: readonly Judged[]): readonly Finding[] {
  const ordered = judged.toSorted(compare);
  const ranked: Finding[] = [];
  const seen = new Set<Judged>();
  function place(one: Judged): void {
    if (seen.has(one)) return;
    seen.add(one);
    for (const other of ordered) if (explains(other, one)) place(other);
    ranked.push(one.finding);
  }
  for (const one of ordered) place(one);
  return ranked;
}

function compare(a: Judged, b: Judged): number {
  return (
    Number(a.rule.symptom ?? false) - Number(b.rule.symptom ?? false) ||
    severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity) ||
    stages.indexOf(a.rule.stage) - stages.indexOf(b.rule.stage) ||
    objectPath(a.finding.object).localeCompare(objectPath(b.finding.object)) ||
    a.rule.id.localeCompare(b.rule.id)
  );
}

function explains(cause: Judged, effect: Judged): boolean {
  if (cause.rule.explains?.includes(effect.rule.id) !== true) return false;
  const touched = new Set(objectsOf(cause.finding).map(objectPath));
  return objectsOf(effect.finding).some((object) => touched.has(objectPath(object)));
}

/** All that a finding touches, its own object first. */
export function objectsOf({ object, evidence }: Finding): readonly ObjectRef[] {
  return [object, ...evidence.map((one) => one.object)];
}
