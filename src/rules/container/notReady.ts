import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { age } from '../../kube/age.ts';
import { probeFailures } from '../../kube/ending/probeKills.ts';
import { eventRef, eventsAbout } from '../../kube/eventsAbout.ts';
import { event } from '../../kube/kinds/event.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { podContainers, type PodContainer } from '../../kube/podContainers.ts';
import { budgetSeconds, probeText } from './probeText.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

export const notReady = defineRule({
  id: 'container/not-ready',
  stage: 'readiness',
  severity: 'critical',
  symptom: true,
  explains: [
    'workload/unavailable',
    'rollout/stuck',
    'rollout/deadline-exceeded',
    'service/no-ready-endpoints',
    'service/some-endpoints-not-ready',
  ],
  speaks:
    'A container runs and is not ready past the time that its probes give it to start; with the last words of its readiness probe.',
  silent: 'Containers within their start budget, ended ones, and pods that are done.',
  needs: { pods: list(podKind) },
  uses: { events: list(event) },
  judge: ({ pods, events, now }) =>
    pods.flatMap((pod) =>
      isLive(pod)
        ? podContainers(pod)
            .filter((container) => isLate(container, now))
            .map((container): Finding => {
              const object = refOf(podKind, pod);
              const seen = eventsAbout(events, object, pod.metadata?.uid);
              const failure = probeFailures(seen, container.name, 'readiness').at(-1);
              const { readinessProbe } = container.spec;
              const started = Date.parse(container.status?.state?.running?.startedAt ?? '');
              const since = Number.isNaN(started) ? '' : ` for ${age(now - started)}`;
              const why =
                failure === undefined
                  ? readinessProbe === undefined
                    ? ''
                    : ` (${probeText(readinessProbe)})`
                  : `: ${failure.message.replace(/\.$/, '')}`;
              return {
                rule: 'container/not-ready',
                severity: unlessDeleted(pod, 'critical'),
                object: { ...object, container: container.name },
                message: `Container ${container.name} has run${since} and is not ready${why}.`,
                evidence: [
                  { object, path: `${container.statusPath}.ready`, value: false },
                  ...(failure === undefined
                    ? []
                    : [{ object: eventRef(failure), path: 'message', value: failure.message }]),
                ],
                remedy: `Ask ${container.name} what its readiness probe asks (${probeText(readinessProbe)}) and see its log: a dependency that is missing, a wrong path or port.`,
              };
            })
        : [],
    ),
});

function isLive({ status }: Pod): boolean {
  return status?.phase === 'Running' && status.containerStatuses?.some(({ ready }) => ready !== true) === true;
}

/** Half a minute beyond what its probes allow; without a probe a container is ready as soon as it runs. */
function isLate({ type, spec, status }: PodContainer, now: number): boolean {
  const started = Date.parse(status?.state?.running?.startedAt ?? '');
  if (type === 'init' || type === 'ephemeral' || status?.ready !== false || Number.isNaN(started)) return false;
  const budget =
    30 +
    (spec.startupProbe === undefined ? 0 : budgetSeconds(spec.startupProbe)) +
    (spec.readinessProbe === undefined ? 0 : budgetSeconds(spec.readinessProbe));
  return now - started > budget * 1000;
}
