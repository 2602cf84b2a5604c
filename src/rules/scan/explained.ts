import type { Finding, Severity } from '../../core/finding.ts';
import { objectPath } from '../../core/objectRef.ts';
import { stages, type AnyRule } from '../../core/rule.ts';
import type { ScanFinding } from '../../core/scan.ts';
import { objectsOf } from '../rank.ts';
import type { Turns } from './turns.ts';

const severities: readonly Severity[] = ['critical', 'warning', 'info'];

interface Node {
  readonly finding: Finding;
  readonly rule: AnyRule | undefined;
  /** Of the objects that it touches, its own first. */
  readonly paths: readonly string[];
  readonly key: string;
  cause: Node | undefined;
  readonly effects: Node[];
}

/**
 * Causes first by severity, stage and object, and under each what it explains. A finding is explained by one of a rule that says so,
 * about the same objects, and at least as severe: a critical one never hides under a warning. Takes no more time than sorting, in
 * turns, since a cluster may have thousands of findings.
 */
export async function explained(
  findings: readonly Finding[],
  rules: readonly AnyRule[],
  turns: Turns,
): Promise<readonly ScanFinding[]> {
  const nodes = await sorted(findings, rules, turns);
  const causes = await causesByEffect(nodes, turns);
  for (const node of nodes) {
    await turns.rest();
    const cause = node.paths
      .flatMap((path) => causes.get(effectKey(node.finding.rule, path)) ?? [])
      .find((one) => mayExplain(one, node));
    node.cause = cause;
    cause?.effects.push(node);
  }
  const ordered: ScanFinding[] = [];
  const place = (node: Node, explainedBy: number | undefined): void => {
    const at = ordered.push(explainedBy === undefined ? node.finding : { ...node.finding, explainedBy }) - 1;
    for (const effect of node.effects) place(effect, at);
  };
  for (const node of nodes) {
    await turns.rest();
    if (node.cause === undefined) place(node, undefined);
  }
  return ordered;
}

/** As rank() orders the findings of one object: symptoms last, then by severity, stage, object and rule. */
async function sorted(findings: readonly Finding[], rules: readonly AnyRule[], turns: Turns): Promise<readonly Node[]> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const groups = new Map<string, Node[]>();
  for (const finding of findings) {
    await turns.rest();
    const rule = byId.get(finding.rule);
    const paths = [...new Set(objectsOf(finding).map(objectPath))];
    const node: Node = {
      finding,
      rule,
      paths,
      key: `${paths[0] ?? ''} ${finding.rule}`,
      cause: undefined,
      effects: [],
    };
    const weight = weightOf(finding, rule);
    const group = groups.get(weight);
    if (group === undefined) groups.set(weight, [node]);
    else group.push(node);
  }
  const ordered: Node[] = [];
  for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await turns.rest();
    for (const node of group.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))) ordered.push(node);
  }
  return ordered;
}

/** By rule and object of the effect, the heaviest first. */
async function causesByEffect(nodes: readonly Node[], turns: Turns): Promise<ReadonlyMap<string, readonly Node[]>> {
  const causes = new Map<string, Node[]>();
  for (const node of nodes) {
    await turns.rest();
    for (const effect of node.rule?.explains ?? [])
      for (const path of node.paths) {
        const known = causes.get(effectKey(effect, path));
        if (known === undefined) causes.set(effectKey(effect, path), [node]);
        else known.push(node);
      }
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

function weightOf({ severity }: Finding, rule: AnyRule | undefined): string {
  const stage = rule === undefined ? stages.length : stages.indexOf(rule.stage);
  return [rule?.symptom === true ? 1 : 0, severities.indexOf(severity), String(stage).padStart(2, '0')].join(' ');
}
