import type { Finding, Severity } from '../core/finding.ts';
import type { AnyRule, Needs } from '../core/rule.ts';
import type { HasMetadata } from '../kube/metadata.ts';
import type { HealthLevel } from '../kube/podHealth.ts';
import { lastRunFailed } from '../rules/cronjob/lastRunFailed.ts';
import { backendPortMissing } from '../rules/ingress/backendPortMissing.ts';
import { backendServiceMissing } from '../rules/ingress/backendServiceMissing.ts';
import { failed } from '../rules/job/failed.ts';
import { externalNameInvalid } from '../rules/service/externalNameInvalid.ts';
import { loadBalancerPending } from '../rules/service/loadBalancerPending.ts';
import { noReadyEndpoints } from '../rules/service/noReadyEndpoints.ts';
import { selectorMatchesNothing } from '../rules/service/selectorMatchesNothing.ts';
import { someEndpointsNotReady } from '../rules/service/someEndpointsNotReady.ts';
import { targetPortUnmatched } from '../rules/service/targetPortUnmatched.ts';

interface JudgedRule {
  readonly rule: AnyRule;
  /** The state in words, by severity. Without words for a severity the finding is no matter for the tree. */
  readonly words: Partial<Readonly<Record<Severity, string>>>;
}

/**
 * Rules that need nothing but what the tree holds, so that a Service that leads nowhere does not look well, and a CronJob does not look
 * ill for a run that was made up for. The first counts most.
 */
export const judgedRules: readonly JudgedRule[] = [
  judged(selectorMatchesNothing, 'selects no pod', 'scaled to 0'),
  judged(noReadyEndpoints, 'no pod is ready', 'scaled to 0'),
  judged(targetPortUnmatched, 'target port not found'),
  judged(loadBalancerPending, 'no external address'),
  judged(externalNameInvalid, 'external name is no host name'),
  judged(someEndpointsNotReady, 'some pods not ready'),
  judged(backendServiceMissing, 'backend Service missing'),
  judged(backendPortMissing, 'backend port missing'),
  judged(lastRunFailed, 'last run failed'),
  // Its own words say so already; the rule knows whether a later run did well
  judged(failed, '', ''),
];

function judged(rule: AnyRule, words: string, info?: string): JudgedRule {
  return { rule, words: { critical: words, warning: words, ...(info === undefined ? {} : { info }) } };
}

/** What the rules say of one object. */
export interface Verdict {
  readonly words: string;
  readonly level: HealthLevel;
  readonly finding: Finding;
}

const levelOf: Readonly<Record<Severity, HealthLevel>> = { critical: 'critical', warning: 'warning', info: 'quiet' };

/**
 * The worst of what the rules say of each object of a namespace, by `Service/api`.
 * @param lists the objects of the namespace by kind; a kind that was never read is absent, and rules that need it keep still
 * @param now milliseconds since the epoch, by the server's clock
 */
export function verdicts(
  lists: ReadonlyMap<string, readonly HasMetadata[]>,
  now: number,
): ReadonlyMap<string, Verdict> {
  const worst = new Map<string, Verdict>();
  for (const { rule, words } of judgedRules) {
    const needs = valuesOf(rule.needs, lists);
    if (needs === undefined) continue;
    const uses = valuesOf(rule.uses, lists, true);
    for (const finding of rule.judge({ ...needs, ...uses, now })) {
      const said = words[finding.severity];
      if (said === undefined) continue;
      const { kind, name } = finding.object;
      if (finding.severity === 'info' && isEnding(lists.get(kind), name)) continue;
      const known = worst.get(`${kind}/${name}`);
      if (known === undefined || severities.indexOf(finding.severity) < severities.indexOf(known.finding.severity))
        worst.set(`${kind}/${name}`, { words: said, level: levelOf[finding.severity], finding });
    }
  }
  return worst;
}

/** What is being deleted is no trouble, whatever is wrong with it. */
function isEnding(objects: readonly HasMetadata[] | undefined, name: string): boolean {
  return objects?.find(({ metadata }) => metadata?.name === name)?.metadata?.deletionTimestamp !== undefined;
}

const severities: readonly Severity[] = ['critical', 'warning', 'info'];

/** Undefined where one of them was not read, unless `partly` will do. */
function valuesOf(
  needs: Needs,
  lists: ReadonlyMap<string, readonly HasMetadata[]>,
  partly = false,
): Record<string, unknown> | undefined {
  const values = Object.entries(needs).map(([name, need]) => [name, lists.get(need.kind.kind)] as const);
  return partly || values.every(([, value]) => value !== undefined) ? Object.fromEntries(values) : undefined;
}
