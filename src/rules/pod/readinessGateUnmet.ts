import type { Evidence, Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { age } from '../../kube/age.ts';
import { conditionOf, isTrue, secondsSince } from '../../kube/conditions.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { podStatus } from '../../kube/podStatus.ts';

/** Load balancers register a target and check it before they open its gate. */
const patience = 120;

export const readinessGateUnmet = defineRule({
  id: 'pod/readiness-gate-unmet',
  stage: 'readiness',
  severity: 'critical',
  explains: [
    'rollout/stuck',
    'rollout/deadline-exceeded',
    'workload/unavailable',
    'daemonset/unavailable',
    'service/no-ready-endpoints',
    'service/some-endpoints-not-ready',
  ],
  speaks:
    'All containers of a pod are ready for over two minutes, and a condition that its readinessGates name is absent or not True.',
  silent:
    'The first two minutes, in which targets register; pods that are being deleted or whose containers are not ready.',
  needs: { pods: list(podKind) },
  uses: {},
  judge: ({ pods, now }) =>
    pods.flatMap((pod): readonly Finding[] => {
      const ready = readyFor(pod, now);
      if (ready === undefined || ready < patience) return [];
      const object = refOf(podKind, pod);
      const unmet = unmetGates(pod);
      const [first] = unmet;
      if (first === undefined) return [];
      const said = unmet.map(({ type, text }) => `${type} ${text}`).join(', ');
      return [
        {
          rule: 'pod/readiness-gate-unmet',
          severity: 'critical',
          object,
          message: `The containers are ready for ${age(ready * 1000)}, and the pod is not: its readiness gate ${said}.`,
          evidence: unmet.flatMap(({ evidence }) => evidence).map((one): Evidence => ({ object, ...one })),
          remedy: `See whether the controller that sets ${first.type} runs, and what it says of the pod (for a load balancer: is the target registered, does its health check pass?).`,
        },
      ];
    }),
});

/** Seconds; undefined where its containers are not ready, or nothing more is asked of it. */
function readyFor(pod: Pod, now: number): number | undefined {
  const { metadata, spec, status } = pod;
  if ((spec?.readinessGates ?? []).length === 0 || status?.phase !== 'Running') return undefined;
  if (metadata?.deletionTimestamp !== undefined) return undefined;
  const condition = conditionOf(status.conditions, 'ContainersReady');
  const columns = podStatus(pod);
  if (condition === undefined ? columns.ready < columns.containers : condition.status !== 'True') return undefined;
  return secondsSince(condition?.lastTransitionTime ?? metadata?.creationTimestamp, now);
}

interface Unmet {
  readonly type: string;
  readonly text: string;
  readonly evidence: readonly { readonly path: string; readonly value: unknown }[];
}

function unmetGates({ spec, status }: Pod): readonly Unmet[] {
  const conditions = status?.conditions ?? [];
  return (spec?.readinessGates ?? []).flatMap(({ conditionType: type = '' }, index): readonly Unmet[] => {
    if (type === '' || isTrue(conditions, type)) return [];
    const gate = { path: `spec.readinessGates[${index}].conditionType`, value: type };
    const found = conditionOf(conditions, type);
    if (found === undefined) return [{ type, text: 'was never set', evidence: [gate] }];
    const why = [found.reason, found.message].filter((text) => text !== undefined && text !== '').join(': ');
    const path = `status.conditions[${conditions.indexOf(found)}].status`;
    const text = `is ${found.status ?? 'Unknown'}${why === '' ? '' : ` (${why.replace(/\.$/, '')})`}`;
    return [{ type, text, evidence: [{ path, value: found.status ?? null }, gate] }];
  });
}
