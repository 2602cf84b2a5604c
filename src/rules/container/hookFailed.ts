import type { Evidence, Finding, Severity } from '../../core/finding.ts';
import { defineRule } from '../../core/rule.ts';
import { containerOf } from '../../kube/ending/probeKills.ts';
import { eventRef, eventsAbout } from '../../kube/eventsAbout.ts';
import type { SeenEvent } from '../../kube/events.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { podContainers, type PodContainer } from '../../kube/podContainers.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { needs, uses } from './containerWorld.ts';
import { explainedByContainer } from './explainedByContainer.ts';

/** A failed postStart hook kills its container; a failed preStop hook only lets it end without. */
export const hookFailed = defineRule({
  id: 'container/hook-failed',
  stage: 'start',
  severity: 'critical',
  explains: explainedByContainer,
  speaks:
    'A postStart hook failed (PostStartHookError, FailedPostStartHook), which kills its container; a preStop hook that failed is a warning.',
  silent: 'A container that has become ready since its hook failed.',
  needs,
  uses,
  judge: ({ pods, events }) =>
    pods.flatMap((pod) => {
      const object = refOf(podKind, pod);
      const seen = eventsAbout(events, object, pod.metadata?.uid).filter(({ reason }) => reason.endsWith('Hook'));
      const waits = isWaitingForHook(pod);
      return seen.length === 0 && !waits
        ? []
        : podContainers(pod).flatMap((container) => [
            ...postStart(pod, container, seen),
            ...preStop(pod, container, seen),
          ]);
    }),
});

const waitingReason = 'PostStartHookError';

function isWaitingForHook({ status }: Pod): boolean {
  const all = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  return all.some(({ state }) => state?.waiting?.reason === waitingReason);
}

function postStart(pod: Pod, container: PodContainer, seen: readonly SeenEvent[]): readonly Finding[] {
  const { status, statusPath, name } = container;
  const event = seen.findLast(
    ({ reason, fieldPath }) => reason === 'FailedPostStartHook' && containerOf(fieldPath) === name,
  );
  const since = Date.parse(status?.state?.running?.startedAt ?? '');
  const hasRecovered = status?.ready === true && event !== undefined && since > event.lastAt - 1000;
  const waiting = status?.state?.waiting;
  const waits = waiting?.reason === waitingReason;
  if (!waits && (event === undefined || hasRecovered)) return [];
  const object = refOf(podKind, pod);
  const text = event?.message ?? waiting?.message ?? '';
  const evidence: readonly Evidence[] = [
    ...(waits ? [{ object, path: `${statusPath}.state.waiting.reason`, value: waitingReason }] : []),
    ...(event === undefined ? [] : [{ object: eventRef(event), path: 'message', value: event.message }]),
  ];
  return [findingOf(pod, name, 'postStart', 'critical', text, evidence)];
}

function preStop(pod: Pod, { name }: PodContainer, seen: readonly SeenEvent[]): readonly Finding[] {
  const event = seen.findLast(
    ({ reason, fieldPath }) => reason === 'FailedPreStopHook' && containerOf(fieldPath) === name,
  );
  if (event === undefined) return [];
  const evidence = [{ object: eventRef(event), path: 'message', value: event.message }];
  return [findingOf(pod, name, 'preStop', 'warning', event.message, evidence)];
}

function findingOf(
  pod: Pod,
  container: string,
  hook: string,
  severity: Severity,
  text: string,
  evidence: readonly Evidence[],
): Finding {
  return {
    rule: 'container/hook-failed',
    severity: unlessDeleted(pod, severity),
    object: { ...refOf(podKind, pod), container },
    message: `The ${hook} hook of container ${container} failed${text === '' ? '' : `: ${text.replace(/\.$/, '')}`}.`,
    evidence: [...evidence],
    remedy: `Mend lifecycle.${hook} of ${container}, or leave it out.`,
  };
}
