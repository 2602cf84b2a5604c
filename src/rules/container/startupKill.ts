import { endingRule } from './endingRule.ts';
import { budgetSeconds, probeEndText, probeText } from './probeText.ts';

export const startupKill = endingRule({
  id: 'container/startup-kill',
  cause: 'startupKill',
  stage: 'kill',
  severity: 'critical',
  field: 'exitCode',
  speaks:
    'The kubelet killed a container for its startup probe, by its Killing event, or by as many failures as it takes before an end with 137 or 143; with the time that the probe allows against the time that it ran.',
  silent: 'A container that started within its budget.',
  message: ({ who, often, ran, container, ending, pod }) =>
    `${who} is killed${ran} because it has not started within the ${budgetSeconds(container.spec.startupProbe)} s that its startup probe allows (${probeText(container.spec.startupProbe)}); ${probeEndText(ending.exitCode, container.spec.startupProbe, pod)}${often === '' ? '' : `, ${often}`}.`,
  remedy: ({ container }) =>
    `Raise failureThreshold or periodSeconds of the startup probe of ${container.name} above the time that it needs to start, or find out in its log what it waits for.`,
  evidence: ({ container }) => [
    { path: `${container.specPath}.startupProbe`, value: container.spec.startupProbe ?? null },
  ],
});
