import type { Finding } from '../../core/finding.ts';
import { objectPath } from '../../core/objectRef.ts';
import { allRules } from '../allRules.ts';
import { mergeGaps, type Judgement } from '../judge.ts';
import { rank } from '../rank.ts';

/** Several judgements as one: each finding once, as the first of them tells it, and the root cause of all first. */
export function together(...judgements: readonly Judgement[]): Judgement {
  const each = new Map<string, Finding>();
  for (const finding of judgements.flatMap(({ findings }) => findings)) {
    const key = `${finding.rule} ${objectPath(finding.object)}`;
    if (!each.has(key)) each.set(key, finding);
  }
  const judged = [...each.values()].flatMap((finding) => {
    const rule = allRules.find(({ id }) => id === finding.rule);
    return rule === undefined ? [] : [{ rule, finding }];
  });
  return { findings: rank(judged), gaps: mergeGaps(...judgements.map(({ gaps }) => gaps)) };
}
