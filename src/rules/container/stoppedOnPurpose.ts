import { endingRule } from './endingRule.ts';

export const stoppedOnPurpose = endingRule({
  id: 'container/stopped-on-purpose',
  cause: 'stoppedOnPurpose',
  stage: 'kill',
  severity: 'info',
  ofDeletion: true,
  field: 'exitCode',
  speaks:
    'A container ended with 143 or 137 when its pod was deleted, evicted, preempted, drained, or stopped by its node.',
  silent: 'Ends that nobody is known to have asked for (container/killed-unexplained).',
  message: ({ who, by, ending }) =>
    `${who} was stopped on purpose: ${by ?? 'it was asked to stop'} (exit code ${ending.exitCode}).`,
  remedy: () => 'Nothing is to be done for the container; what ended its pod is the matter, if any.',
});
