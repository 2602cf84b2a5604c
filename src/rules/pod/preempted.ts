import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { conditionOf } from '../../kube/conditions.ts';
import { eventRef, eventsAbout } from '../../kube/eventsAbout.ts';
import type { SeenEvent } from '../../kube/events.ts';
import { event, type KubeEvent } from '../../kube/kinds/event.ts';
import { pod as podKind } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { explainedByPod } from './explainedByPod.ts';
import { replacedIn } from './replacedIn.ts';

/** The victim is deleted at once, with its grace period: that it is being deleted is what this is about. */
export const preempted = defineRule({
  id: 'pod/preempted',
  stage: 'scheduling',
  severity: 'warning',
  explains: explainedByPod,
  speaks:
    'The scheduler takes a pod away for one of higher priority (DisruptionTarget, PreemptionByScheduler); says for which, as far as an event tells.',
  silent:
    'Other disruptions: drains, taints, evictions. One that a younger and healthy pod has replaced is information.',
  needs: { pods: list(podKind) },
  uses: { events: list(event) },
  judge: ({ pods, events }) =>
    pods.flatMap((pod): readonly Finding[] => {
      const conditions = pod.status?.conditions ?? [];
      const found = conditionOf(conditions, 'DisruptionTarget');
      if (found?.status !== 'True' || found.reason !== 'PreemptionByScheduler') return [];
      const object = refOf(podKind, pod);
      const told = eventsAbout(events, object, pod.metadata?.uid).findLast(({ reason }) => reason === 'Preempted');
      const by = preemptorOf(told, events);
      const at = `status.conditions[${conditions.indexOf(found)}]`;
      const priority = pod.spec?.priority;
      return [
        {
          rule: 'pod/preempted',
          severity: replacedIn(pods).has(pod.metadata?.uid ?? '') ? 'info' : 'warning',
          object,
          message: `The scheduler took the pod away from node ${pod.spec?.nodeName ?? ''} for ${by ?? 'a pod'} of higher priority${priority === undefined ? '' : ` than its ${priority}`}.`,
          evidence: [
            { object, path: `${at}.reason`, value: found.reason },
            ...(told === undefined ? [] : [{ object: eventRef(told), path: 'message', value: told.message }]),
            ...(priority === undefined ? [] : [{ object, path: 'spec.priority', value: priority }]),
          ],
          remedy:
            'Give this pod’s workload a PriorityClass as high as it deserves, or the cluster more room; a class with preemptionPolicy Never takes nobody’s place.',
          confidence: 1,
        },
      ];
    }),
});

/**
 * `related` of the event names it; its message (`Preempted by pod 5e0f… on node node-1`) only its uid.
 * Source: prepareCandidate in pkg/scheduler/framework/preemption/executor.go (1.36).
 */
function preemptorOf(told: SeenEvent | undefined, events: readonly KubeEvent[] | undefined): string | undefined {
  if (told === undefined) return undefined;
  const { related } =
    events?.find(({ metadata }) => metadata?.name === told.name && metadata.namespace === told.namespace) ?? {};
  if (related?.name !== undefined && related.name !== '')
    return `${(related.kind ?? 'Pod').toLowerCase()} ${related.namespace ?? ''}/${related.name}`;
  const [, uid] = /^Preempted by (?:a )?pod:? (\S+) on node/i.exec(told.message) ?? [];
  return uid === undefined ? undefined : `pod ${uid}`;
}
