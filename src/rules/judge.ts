import { setImmediate } from 'node:timers/promises';
import type { Finding } from '../core/finding.ts';
import type { Gap } from '../core/gap.ts';
import type { ObjectRef } from '../core/objectRef.ts';
import type { AnyRule, Needs } from '../core/rule.ts';
import { rank } from './rank.ts';
import type { Snapshot } from './snapshot.ts';

export interface Judgement {
  /** Ranked, the root cause first. */
  readonly findings: readonly Finding[];
  /** What kept rules still or made them less sure, each once, naming the rules. */
  readonly gaps: readonly Gap[];
}

/** Confidence falls to this part for each thing that a rule would have used and that could not be read. */
const withoutOneUse = 0.7;

/** Milliseconds after which other work gets its turn: half a frame. */
const longestTurn = 8;

/**
 * Runs rules over a snapshot. A rule whose needs were not read keeps still; one that throws becomes a gap and stops nobody else.
 * `about` keeps the findings of the objects that the caller asks about.
 */
export async function judge(
  rules: readonly AnyRule[],
  snapshot: Snapshot,
  about: (object: ObjectRef) => boolean = () => true,
): Promise<Judgement> {
  const findings: { readonly rule: AnyRule; readonly finding: Finding }[] = [];
  const silenced = new Map<string, { readonly gap: Gap; readonly rules: string[] }>();
  const broken: Gap[] = [];
  let resumed = performance.now();
  for (const rule of rules) {
    if (performance.now() - resumed > longestTurn) {
      await setImmediate();
      resumed = performance.now();
    }
    const needs = valuesOf(rule.needs, snapshot);
    const uses = valuesOf(rule.uses, snapshot);
    for (const gap of needs.gaps) {
      const known = silenced.get(gap.wanted);
      if (known === undefined) silenced.set(gap.wanted, { gap, rules: [rule.id] });
      else known.rules.push(rule.id);
    }
    if (needs.missing > 0) continue;
    try {
      for (const finding of rule.judge({ ...needs.values, ...uses.values, now: snapshot.now }))
        if (about(finding.object)) findings.push({ rule, finding: lessSure(finding, uses.gaps.length) });
    } catch (error) {
      const because = error instanceof Error ? error.message : 'unknown error';
      broken.push({ wanted: `rule ${rule.id}`, because: 'unsupported', hint: `the rule failed: ${because}` });
    }
  }
  return {
    findings: rank(findings),
    gaps: [
      ...[...silenced.values()].map(({ gap, rules: ids }) => ({
        ...gap,
        hint: `${gap.hint}; not judged without it: ${ids.join(', ')}`,
      })),
      ...broken,
    ],
  };
}

/** One gap for each thing wanted; a later one, which names the silenced rules, takes the place of the reader's. */
export function mergeGaps(...lists: readonly (readonly Gap[])[]): readonly Gap[] {
  return [...new Map(lists.flat().map((gap) => [gap.wanted, gap])).values()];
}

function valuesOf(needs: Needs, snapshot: Snapshot) {
  const values: Record<string, unknown> = {};
  const gaps: Gap[] = [];
  let missing = 0;
  for (const [name, need] of Object.entries(needs)) {
    const reading = snapshot.look(need);
    if (reading?.state === 'read') values[name] = reading.value;
    else {
      missing++;
      if (reading !== undefined) gaps.push(reading.gap);
    }
  }
  return { values, gaps, missing };
}

/** A rule that is sure of a finding, whatever else it would have looked at, says so with a confidence of 1. */
function lessSure(finding: Finding, missing: number): Finding {
  const { confidence = 1, ...claim } = finding;
  if (finding.confidence === 1) return claim;
  return missing === 0
    ? finding
    : { ...claim, confidence: Math.round(confidence * withoutOneUse ** missing * 100) / 100 };
}
