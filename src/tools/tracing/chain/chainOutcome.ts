import type { Finding } from '../../../core/finding.ts';
import type { Gap } from '../../../core/gap.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Pod } from '../../../kube/kinds/pod.ts';
import { backHops, isScaledToZero } from './backHops.ts';
import type { ChainData, Hop } from './chainData.ts';
import type { ChainFacts } from './chainFacts.ts';
import { chainHeadline } from './chainHeadline.ts';
import { chainNext } from './chainNext.ts';
import type { ChainQuestion } from './chainQuestion.ts';
import type { Found } from './findStart.ts';
import { decidingGaps, undecidedHops } from './decidingGaps.ts';
import { frontHops } from './frontHops.ts';
import { hopFindings } from './hopFindings.ts';
import { ordered } from './judgeChain.ts';
import { podGroups } from './podGroups.ts';

/** The answer. `neighbours`: all pods of the namespace, for near misses. */
export function chainOutcome(facts: ChainFacts, neighbours: readonly Pod[], gaps: readonly Gap[]): Outcome<ChainData> {
  const { selection, judgement } = facts;
  const hops = [...frontHops(facts), ...backHops(facts)];
  const dns =
    selection.dns?.inside === true || hops.some(({ hop, state }) => hop === 'dns' && state === 'broken')
      ? judgement.dns
      : [];
  const findings = ordered([...dns, ...hopFindings(facts, hops), ...judgement.findings]);
  const firstBroken = hops.find(({ state }) => state === 'broken');
  const verdict = verdictOf(facts, hops, findings, gaps);
  const groups = hops.some(({ hop }) => hop === 'pods') ? podGroups(facts.pods) : [];
  const data: ChainData = {
    start: selection.start,
    ...(firstBroken === undefined ? {} : { firstBrokenHop: firstBroken.hop }),
    hops,
    ...(groups.length === 0 ? {} : { podGroups: groups }),
    ...(selection.candidates.length === 0 ? {} : { candidates: selection.candidates.slice(0, 10) }),
  };
  return {
    scope: selection.scope,
    verdict,
    headline: chainHeadline(facts, hops, verdict, { findings, gaps, neighbours }),
    findings,
    data,
    gaps,
    next: chainNext(facts, hops, findings),
    page: { total: 1, returned: 1 },
    cuts: [
      { path: 'candidates', keep: 0 },
      { path: 'podGroups', keep: 3 },
    ],
  };
}

/** Never healthy where something that decides could not be read; a proved break is broken all the same. */
function verdictOf(facts: ChainFacts, hops: readonly Hop[], findings: readonly Finding[], gaps: readonly Gap[]) {
  const worst = new Set(findings.map(({ severity }) => severity));
  if (worst.has('critical') || hops.some(({ state }) => state === 'broken')) return 'broken';
  if (worst.has('warning') || isScaledToZero(facts)) return 'degraded';
  if (decidingGaps(facts, hops, gaps).length > 0 || undecidedHops(hops, facts).length > 0) return 'unknown';
  // An alias ends the cluster's part of the way: what it leads to was not asked.
  if (facts.service?.spec?.type === 'ExternalName') return 'unknown';
  return 'healthy';
}

/** Several objects of the name: the person must say which. */
export function ambiguousOutcome(
  { kind, namespaces }: Extract<Found, { type: 'several' }>,
  { target }: ChainQuestion,
): Outcome<ChainData> {
  const name = target.by === 'name' ? target.name : target.text;
  return {
    scope: { namespace: '*', kind, name },
    verdict: 'unknown',
    headline: `${namespaces.length} namespaces have a ${kind} ${name}: ${namespaces.slice(0, 5).join(', ')}. Name one.`,
    findings: [],
    data: {
      start: `${kind}/*/${name}`,
      hops: [],
      candidates: namespaces.slice(0, 10).map((one) => `${kind}/${one}/${name}`),
    },
    gaps: [],
    next: namespaces.slice(0, 3).map((namespace) => ({
      tool: 'trace_service_chain',
      input: { name, kind, namespace },
      why: `the ${kind} of that name in ${namespace}`,
    })),
    page: { total: namespaces.length, returned: Math.min(10, namespaces.length) },
  };
}
