import { endingRule } from './endingRule.ts';
import { probeEndText, probeText } from './probeText.ts';

export const livenessKill = endingRule({
  id: 'container/liveness-kill',
  cause: 'livenessKill',
  stage: 'kill',
  severity: 'critical',
  field: 'exitCode',
  speaks:
    'The kubelet killed a container for its liveness probe, by its Killing event at any exit code; without that event by as many failures of the probe as it takes before an end with 137 or 143, as an inference.',
  silent: 'Failures of the readiness probe alone; failures of a liveness probe that killed nothing.',
  message: ({ who, often, ran, container, events, ending, pod }) =>
    `${who} is killed${ran} by its liveness probe (${probeText(container.spec.livenessProbe)})${saidBy(events)}; ${probeEndText(ending.exitCode, container.spec.livenessProbe, pod)}${often === '' ? '' : `, ${often}`}.`,
  remedy: ({ container }) =>
    `Find out why ${container.name} does not answer its liveness probe in time: a deadlock, a slow start (then give it a startup probe), a dependency that the probe waits for, or a wrong path or port; look at its log before the kill.`,
  evidence: ({ container }) => [
    { path: `${container.specPath}.livenessProbe`, value: container.spec.livenessProbe ?? null },
  ],
});

function saidBy(events: readonly { readonly reason: string; readonly message: string }[]): string {
  const failure = events.find(({ reason }) => reason === 'Unhealthy');
  return failure === undefined ? '' : `: ${failure.message.replace(/\.$/, '')}`;
}
