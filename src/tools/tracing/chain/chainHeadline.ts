import type { Verdict } from '../../../core/envelope.ts';
import type { Finding } from '../../../core/finding.ts';
import type { Gap } from '../../../core/gap.ts';
import type { Pod } from '../../../kube/kinds/pod.ts';
import { selectorOf } from '../../../kube/services.ts';
import { nearMiss, nearMissText } from '../../../rules/service/selectorMatchesNothing.ts';
import { isScaledToZero } from './backHops.ts';
import type { Hop } from './chainData.ts';
import type { ChainFacts } from './chainFacts.ts';
import { decidingGaps, undecidedHops } from './decidingGaps.ts';
import { groupsText, podGroups } from './podGroups.ts';

/** One sentence: what is wrong and where, or that nothing is. */
export function chainHeadline(
  facts: ChainFacts,
  hops: readonly Hop[],
  verdict: Verdict,
  {
    findings,
    gaps,
    neighbours,
  }: { readonly findings: readonly Finding[]; readonly gaps: readonly Gap[]; readonly neighbours: readonly Pod[] },
): string {
  const { note } = facts.selection;
  const sentence = sentenceOf(facts, hops, verdict, findings, gaps, neighbours);
  return note === undefined ? sentence : `${sentence.replace(/\.$/, '')} (${note}).`;
}

function sentenceOf(
  facts: ChainFacts,
  hops: readonly Hop[],
  verdict: Verdict,
  findings: readonly Finding[],
  gaps: readonly Gap[],
  neighbours: readonly Pod[],
): string {
  const first = hops.find(({ state }) => state === 'broken');
  const top = findings[0];
  if (first !== undefined) {
    if (top !== undefined && top.severity !== 'info') return findingSentence(top, facts, neighbours);
    return `The chain of ${facts.selection.start} breaks at ${first.hop}: ${first.because}.`;
  }
  const idle = isScaledToZero(facts) ? findings.find(({ rule }) => isAboutPods(rule)) : undefined;
  if (idle !== undefined) return `${nameOf(idle)}: ${lowerFirst(idle.message)}`;
  if (verdict === 'degraded' && top !== undefined) return findingSentence(top, facts, neighbours);
  if (facts.service === undefined && facts.selection.backend !== undefined && facts.servicesRead)
    return `No Service selects the pods of ${facts.selection.start}, so no chain leads to them (${groupsText(podGroups(facts.pods)) || 'no pods'}).`;
  if (verdict === 'unknown') {
    if (facts.alias?.state === 'found')
      return `${facts.selection.start} is an alias of Service ${facts.alias.namespace}/${facts.alias.name}; trace that one.`;
    if (facts.service?.spec?.type === 'ExternalName' && facts.alias === undefined)
      return `${facts.selection.start} leads to ${facts.service.spec.externalName ?? 'nothing'} outside the cluster's Services; whether that answers was not asked.`;
    const missing = decidingGaps(facts, hops, gaps).map((gap) => gap.wanted);
    const open = undecidedHops(hops, facts).map(({ hop, because }) => `${hop}: ${because}`);
    const why = missing.length > 0 ? missing : open;
    return `No broken hop found for ${facts.selection.start}, but not all could be looked at (${why.slice(0, 3).join(', ')}).`;
  }
  const ready = hops.find(({ hop }) => hop === 'endpoints')?.because;
  const outside =
    facts.selection.dns?.inside === false ? `; whether ${facts.selection.dns.host} resolves to it was not asked` : '';
  const unread =
    gaps.length === 0 ? '' : `; not looked at, and not needed for it: ${gaps.map((gap) => gap.wanted).join(', ')}`;
  const limits =
    facts.policies.length === 0 ? '' : `; NetworkPolicy ${facts.policies.join(', ')} decides who may connect`;
  return `Every hop of ${facts.selection.start} is in order${ready === undefined ? '' : ` (endpoints: ${ready})`}${limits}${outside}${unread}.`;
}

function findingSentence(finding: Finding, { service, pods }: ChainFacts, neighbours: readonly Pod[]): string {
  const name = nameOf(finding);
  const selector = service === undefined ? undefined : selectorOf(service);
  if (finding.rule === 'service/selector-matches-nothing' && selector !== undefined) {
    const miss = nearMiss(selector, neighbours);
    if (miss !== undefined)
      return `${name} selects no pod: its selector asks for ${miss.key}=${selector[miss.key] ?? ''}, ${nearMissText(miss)}.`;
  }
  const groups = podGroups(pods);
  if (finding.rule === 'service/no-ready-endpoints' && groups.some(({ ready }) => !ready))
    return `${name} has no ready endpoint: the pods behind it are sick (${groupsText(groups.filter(({ ready }) => !ready))}).`;
  return `${name}: ${lowerFirst(finding.message)}`;
}

function isAboutPods(rule: string): boolean {
  return rule === 'service/selector-matches-nothing' || rule === 'service/no-ready-endpoints';
}

function nameOf({ object }: Finding): string {
  return `${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`;
}

/** `The selector …` goes on after a colon; names and abbreviations keep their capitals. */
function lowerFirst(text: string): string {
  return /^(The|There|No|Its|It|A|An|Port|Path|Listeners?)\b/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
