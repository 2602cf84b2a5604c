import type { Finding } from '../../core/finding.ts';
import { defineRule, list } from '../../core/rule.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { containerStateText, podContainers, type PodContainer } from '../../kube/podContainers.ts';
import { unlessDeleted } from '../unlessDeleted.ts';

const day = 86_400_000;

export const initBlocked = defineRule({
  id: 'container/init-blocked',
  stage: 'readiness',
  severity: 'critical',
  symptom: true,
  speaks:
    'The app containers of a pod wait (PodInitializing) for an init container or a sidecar that fails, or has run for a day.',
  silent: 'Init containers that are at work; sidecars that have started.',
  needs: { pods: list(podKind) },
  uses: {},
  judge: ({ pods, now }) =>
    pods.flatMap((pod): readonly Finding[] => {
      if (!isWaiting(pod)) return [];
      const containers = podContainers(pod);
      const blocker = containers.find(blocks);
      const later = containers.filter(({ status }) => status?.state?.waiting?.reason === 'PodInitializing');
      if (blocker === undefined || later.length === 0 || isAtWork(blocker, now)) return [];
      const object = refOf(podKind, pod);
      return [
        {
          rule: 'container/init-blocked',
          severity: unlessDeleted(pod, 'critical'),
          object: { ...object, container: blocker.name },
          message: `${later.map(({ name }) => name).join(', ')} ${later.length === 1 ? 'waits' : 'wait'} for ${blocker.type === 'sidecar' ? 'sidecar' : 'init container'} ${blocker.name}, which does not get done (${containerStateText(blocker)}).`,
          evidence: [{ object, path: `${blocker.statusPath}.state`, value: blocker.status?.state ?? null }],
          remedy: `See why ${blocker.name} does not get done: its log, and what it waits for.`,
        },
      ];
    }),
});

function isWaiting({ status }: Pod): boolean {
  return status?.containerStatuses?.some(({ state }) => state?.waiting?.reason === 'PodInitializing') === true;
}

function blocks({ type, status }: PodContainer): boolean {
  if (type === 'sidecar') return status?.started !== true;
  return type === 'init' && status?.state?.terminated?.exitCode !== 0;
}

/** It runs for the first time, or is on its way; for a day at most. */
function isAtWork({ status }: PodContainer, now: number): boolean {
  const { running, waiting, terminated } = status?.state ?? {};
  if (terminated !== undefined || (status?.restartCount ?? 0) > 0) return false;
  if (running !== undefined) return !(now - Date.parse(running.startedAt ?? '') > day);
  return waiting === undefined || ['', 'PodInitializing', 'ContainerCreating'].includes(waiting.reason ?? '');
}
