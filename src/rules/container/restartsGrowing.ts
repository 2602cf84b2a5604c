import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { restartRate } from '../../kube/ending/restartRate.ts';
import { eventsAbout } from '../../kube/eventsAbout.ts';
import { event } from '../../kube/kinds/event.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { podContainers } from '../../kube/podContainers.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

const window = 6 * 3_600_000;

/** Restarts per hour from which on a person should look. */
const threshold = 1;

export const restartsGrowing = defineRule({
  id: 'container/restarts-growing',
  stage: 'kill',
  severity: 'warning',
  speaks: 'A container restarts more than once an hour, by the times of its restarts within the last six hours.',
  silent: 'A high counter of restarts that lie further back, or whose times are not known.',
  needs: { pods: list(podKind) },
  uses: { events: list(event) },
  judge: ({ pods, events, now }) =>
    pods.flatMap((pod) => {
      if (!hasRestarted(pod)) return [];
      const object = refOf(podKind, pod);
      const question = {
        now,
        window,
        createdAt: Date.parse(pod.metadata?.creationTimestamp ?? '') || 0,
        events: eventsAbout(events, object, pod.metadata?.uid),
      };
      return podContainers(pod).flatMap((container): readonly Finding[] => {
        const rate = restartRate(container, question);
        if (rate === undefined || rate.from === 'last' || rate.observations < 2 || rate.perHour <= threshold) return [];
        const perHour = Math.round(rate.perHour * 10) / 10;
        return [
          {
            rule: 'container/restarts-growing',
            severity: unlessDeleted(pod, 'warning'),
            object: { ...object, container: container.name },
            message: `Container ${container.name} restarts ${perHour} times an hour (${rate.observations} restarts seen).`,
            evidence: [
              { object, path: `${container.statusPath}.restartCount`, value: container.status?.restartCount ?? 0 },
            ],
            remedy: `See why it ends: its last state, its log before the restart, its events.`,
            confidence: rate.confidence,
          },
        ];
      });
    }),
});

function hasRestarted({ status }: Pod): boolean {
  return [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].some(
    ({ restartCount }) => (restartCount ?? 0) > 1,
  );
}
