import { endingRule } from './endingRule.ts';

export const killedUnexplained = endingRule({
  id: 'container/killed-unexplained',
  cause: 'killedUnexplained',
  stage: 'kill',
  severity: 'warning',
  field: 'exitCode',
  speaks: 'A container ended by a signal (137 or 143) and nothing that is known tells who sent it.',
  silent: 'Kills for memory, by a probe, or with the end of the pod; a single one that it has run well since.',
  applies: ({ times, ending, container }) => times >= 2 || ending.from === 'state' || container.status?.ready !== true,
  message: ({ who, ending, ran, often }) =>
    `${who} was ended${ran} by ${ending.exitCode === 137 ? 'SIGKILL (137)' : 'SIGTERM (143)'}${often === '' ? '' : `, ${often}`}; who sent it is not known${ending.reason === 'OOMKilled' ? '' : ' (its reason is not OOMKilled)'}.`,
  remedy: ({ container }) =>
    `Look at the log of ${container.name} before that time: it may end itself so. Events are kept for an hour by default; older ones may stand in the cluster's log archive.`,
});
