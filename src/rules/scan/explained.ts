import type { Finding, Severity } from '../../core/finding.ts';
import { objectPath } from '../../core/objectRef.ts';
import { stages, type AnyRule } from '../../core/rule.ts';
import type { ScanFinding } from '../../core/scan.ts';
import { objectsOf } from '../rank.ts';

const severities: readonly Severity[] = ['critical', 'warning', 'info'];

interface Node {
  readonly finding: Finding;
  readonly rule: AnyRule | undefined;
  readonly weight: string;
  cause: Node | undefined;
  readonly effects: Node[];
}

/**
 * Causes first by severity, stage and object, and under each what it explains. A finding is explained by one of a rule that says so,
 * about the same objects, and at least as severe: a critical one never hides under a warning. Takes the time of sorting, since a
 * cluster may have thousands of findings.
 */
export function explained(findings: readonly Finding[], rules: readonly AnyRule[]): readonly ScanFinding[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const nodes = findings
    .map((finding): Node => {
      const rule = byId.get(finding.rule);
      return { finding, rule, weight: weightOf(finding, rule), cause: undefined, effects: [] };
    })
    .sort((a, b) => (a.weight < b.weight ? -1 : a.weight > b.weight ? 1 : 0));
  const causes = causesByEffect(nodes);
  for (const node of nodes) {
    const cause = objectsOf(node.finding)
      .flatMap((object) => causes.get(effectKey(node.finding.rule, objectPath(object))) ?? [])
      .find((one) => mayExplain(one, node));
    node.cause = cause;
    cause?.effects.push(node);
  }
  const ordered: ScanFinding[] = [];
  const place = (node: Node, explainedBy: number | undefined): void => {
    const at = ordered.push(explainedBy === undefined ? node.finding : { ...node.finding, explainedBy }) - 1;
    for (const effect of node.effects) place(effect, at);
  };
  for (const node of nodes) if (node.cause === undefined) place(node, undefined);
  return ordered;
}

/** By rule and object of the effect, in the order of weight. */
function causesByEffect(nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const causes = new Map<string, Node[]>();
  for (const node of nodes)
    for (const effect of node.rule?.explains ?? [])
      for (const path of new Set(objectsOf(node.finding).map(objectPath))) {
        const known = causes.get(effectKey(effect, path));
        if (known === undefined) causes.set(effectKey(effect, path), [node]);
        else known.push(node);
      }
  return causes;
}

function mayExplain(cause: Node, effect: Node): boolean {
  if (severities.indexOf(cause.finding.severity) > severities.indexOf(effect.finding.severity)) return false;
  for (let above: Node | undefined = cause; above !== undefined; above = above.cause)
    if (above === effect) return false;
  return true;
}

function effectKey(rule: string, path: string): string {
  return `${rule} ${path}`;
}

/** Severity, cause before symptom, stage, object, rule: as rank() orders the findings of one object. */
function weightOf({ severity, object, rule: id }: Finding, rule: AnyRule | undefined): string {
  const stage = rule === undefined ? stages.length : stages.indexOf(rule.stage);
  return [
    rule?.symptom === true ? 1 : 0,
    severities.indexOf(severity),
    String(stage).padStart(2, '0'),
    objectPath(object),
    id,
  ].join('\u0000');
}
