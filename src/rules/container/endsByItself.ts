import { endingRule } from './endingRule.ts';

export const endsByItself = endingRule({
  id: 'container/ends-by-itself',
  cause: 'endedByItself',
  stage: 'start',
  severity: 'critical',
  field: 'exitCode',
  speaks: 'A container that is to run for ever (restart policy Always) ends with exit code 0 again and again.',
  silent: 'A single end; Jobs, init containers, restart policy OnFailure or Never; ends by a probe or with the pod.',
  applies: ({ times }) => times >= 2,
  message: ({ who, ran, often }) =>
    `${who} ends by itself${ran} with exit code 0 (${often}), and is started again each time, since its restart policy is Always.`,
  remedy: ({ container }) =>
    `Let the command of ${container.name} stay in the foreground (a shell without a terminal or a daemon that forks ends at once), or run it as a Job if it is meant to end.`,
});
