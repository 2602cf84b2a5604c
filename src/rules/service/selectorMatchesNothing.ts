import type { Evidence, Finding } from '../../core/finding.ts';
import { nearest } from '../../core/nearest.ts';
import { defineRule, list } from '../../core/rule.ts';
import { deployment } from '../../kube/kinds/deployment.ts';
import { pod, type Pod } from '../../kube/kinds/pod.ts';
import { service, type Service } from '../../kube/kinds/service.ts';
import { statefulSet } from '../../kube/kinds/statefulSet.ts';
import { refOf } from '../../kube/metadata.ts';
import { controllerOf, workloadOf } from '../../kube/owners.ts';
import { labelOf, requirementsOfMap, selectorText, type Labels } from '../../kube/selectors.ts';
import { selectedPods, selectorOf } from '../../kube/services.ts';
import { makersBehind, podMakers, type PodMaker } from '../../kube/workloads.ts';

/** No pod carries what a Service selects: it has no endpoints and never will, until one of the two changes. */
export const selectorMatchesNothing = defineRule({
  id: 'service/selector-matches-nothing',
  stage: 'endpoints',
  severity: 'critical',
  explains: ['service/local-traffic-gap', 'dns/cluster-dns-unavailable'],
  speaks:
    'A Service has a selector and no pod of its namespace carries all of it; names the pods that match all but one key.',
  silent:
    'ExternalName and selectorless Services. A workload scaled to zero is said as information; a Service that an operator owns is a warning.',
  needs: { services: list(service), pods: list(pod) },
  uses: { deployments: list(deployment), statefulSets: list(statefulSet) },
  judge({ services, pods, deployments, statefulSets }) {
    const makers = podMakers(deployments, statefulSets);
    return services.flatMap((one): Finding[] => {
      const selector = selectorOf(one);
      if (selector === undefined || selectedPods(one, pods).length > 0) return [];
      const neighbours = pods.filter(({ metadata }) => metadata?.namespace === one.metadata?.namespace);
      const behind = makersBehind(one, makers);
      if (behind.length > 0) return [withoutPods(one, selector, behind)];
      return [unmatched(one, selector, neighbours)];
    });
  },
});

/** The selector is right and its workload has no pods. */
function withoutPods(of: Service, selector: Labels, makers: readonly PodMaker[]): Finding {
  const object = refOf(service, of);
  const names = makers.map(({ ref }) => `${ref.kind} ${ref.name}`).join(', ');
  const evidence: Evidence[] = [
    { object, path: 'spec.selector', value: selector },
    ...makers.map(({ ref, replicas }): Evidence => ({ object: ref, path: 'spec.replicas', value: replicas })),
  ];
  const rule = 'service/selector-matches-nothing';
  if (makers.every(({ replicas }) => replicas === 0))
    return {
      rule,
      severity: 'info',
      object,
      message: `${names} is scaled to zero, so the Service has no pods.`,
      evidence,
      remedy: `Scale ${names} up if the Service should answer.`,
    };
  return {
    rule,
    severity: lowered(of, 'critical'),
    object,
    message: `The selector fits the pods of ${names}, but there is not one pod: they are not being created.`,
    evidence,
    remedy: `See the conditions and events of ${names}: quota, admission or a missing service account may refuse its pods.`,
  };
}

function unmatched(of: Service, selector: Labels, neighbours: readonly Pod[]): Finding {
  const object = refOf(service, of);
  const miss = nearMiss(selector, neighbours);
  const asked = selectorText(requirementsOfMap(selector));
  const all = neighbours.length;
  const begin = `The selector ${asked} matches ${all === 0 ? 'nothing: the namespace has no pods' : `none of the ${all === 1 ? '1 pod' : `${all} pods`} of the namespace`}`;
  const selectorEvidence: Evidence = { object, path: 'spec.selector', value: selector };
  const finding = { rule: 'service/selector-matches-nothing', severity: lowered(of, 'critical'), object } as const;
  if (miss === undefined)
    return {
      ...finding,
      message: `${begin}.`,
      evidence: [selectorEvidence],
      remedy: `Set spec.selector of Service ${object.name} to labels that its pods carry, or deploy the pods that it is meant for.`,
    };
  const { key, pods: near, value } = miss;
  const labels = near[0]?.metadata?.labels ?? {};
  const shown = Object.fromEntries(Object.entries(labels).filter(([name]) => Object.hasOwn(selector, name)));
  const many = near.length === 1 ? '1 pod matches' : `${near.length} pods match`;
  const label = value === undefined ? `lack the label ${key}` : `carry ${key}=${value}`;
  return {
    ...finding,
    message: `${begin}; ${many} all but ${key}.`,
    evidence: [
      selectorEvidence,
      ...near.slice(0, 1).map((one): Evidence => ({ object: refOf(pod, one), path: 'metadata.labels', value: shown })),
    ],
    remedy:
      value === undefined
        ? `Remove spec.selector.${key} of Service ${object.name}, or label the pod template ${key}=${selector[key] ?? ''} (its pods ${label}).`
        : `Set spec.selector.${key} of Service ${object.name} to ${value}, or label the pod template ${key}=${selector[key] ?? ''}.`,
  };
}

export interface NearMiss {
  readonly key: string;
  /** What the pods carry instead; undefined where they do not have the label. */
  readonly value: string | undefined;
  readonly pods: readonly Pod[];
}

/**
 * The key by which most pods miss a selector, all its other keys fitting. With a single key there is nothing else that fits, so only
 * a value that looks like the one asked for counts.
 */
export function nearMiss(selector: Labels, pods: readonly Pod[]): NearMiss | undefined {
  const misses = new Map<string, { key: string; value: string | undefined; pods: Pod[] }>();
  for (const one of pods) {
    const labels = one.metadata?.labels ?? {};
    const wrong = Object.entries(selector).filter(([key, value]) => labelOf(labels, key) !== value);
    const [key, wanted] = wrong[0] ?? [];
    if (key === undefined || wanted === undefined || wrong.length > 1) continue;
    const value = labelOf(labels, key);
    if (Object.keys(selector).length === 1 && (value === undefined || nearest(wanted, [value]).length === 0)) continue;
    const id = JSON.stringify([key, value]);
    const known = misses.get(id) ?? { key, value, pods: [] };
    known.pods.push(one);
    misses.set(id, known);
  }
  return [...misses.values()].sort((a, b) => b.pods.length - a.pods.length)[0];
}

/** `the pods of Deployment api carry tier=api`: the same near miss for a headline. */
export function nearMissText({ key, value, pods }: NearMiss): string {
  const owner = pods.map(workloadOf).find((found) => found !== undefined);
  const first = pods[0]?.metadata;
  const whose = owner === undefined ? `pod ${first?.name ?? ''}` : `the pods of ${owner.kind} ${owner.name}`;
  const one = owner === undefined;
  if (value === undefined) return `${whose} ${one ? 'lacks' : 'lack'} the label ${key}`;
  return `${whose} ${one ? 'carries' : 'carry'} ${key}=${value}`;
}

/** An operator keeps a Service for a role that nobody has now: the replica Service of a one-instance database. */
function lowered(of: Service, severity: 'critical'): Finding['severity'] {
  if (of.metadata?.deletionTimestamp !== undefined) return 'info';
  return controllerOf(of) === undefined ? severity : 'warning';
}
