import { endingRule } from './endingRule.ts';

export const killedAfterGrace = endingRule({
  id: 'container/killed-after-grace',
  cause: 'killedAfterGrace',
  stage: 'kill',
  severity: 'warning',
  ofDeletion: true,
  field: 'exitCode',
  speaks: 'A container that was asked to stop (TERM) ran on for its whole grace period and was killed (137).',
  silent: 'Those that stop in time.',
  message: ({ who, pod, by }) =>
    `${who} did not stop within its grace period of ${pod.metadata?.deletionGracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30} s when ${by ?? 'it was asked to'}, and was killed (137).`,
  remedy: ({ container }) =>
    `Let ${container.name} handle SIGTERM (a shell as its first process passes no signals on), or give it a longer terminationGracePeriodSeconds.`,
});
