import type { Finding } from '../../core/finding.ts';
import { defineRule } from '../../core/rule.ts';
import { containerEnds } from '../../kube/ending/containerEnds.ts';
import { pod as podKind, type Pod } from '../../kube/kinds/pod.ts';
import { refOf } from '../../kube/metadata.ts';
import { podContainers, type PodContainer } from '../../kube/podContainers.ts';
import { unlessDeleted } from '../unlessDeleted.ts';
import { needs } from './containerWorld.ts';
import { explainedByContainer } from './explainedByContainer.ts';
import { whoOf } from './waitingRule.ts';

export const startError = defineRule({
  id: 'container/start-error',
  stage: 'start',
  severity: 'critical',
  explains: explainedByContainer,
  speaks:
    'A created container cannot be started, whatever its exit code (StartError, ContainerCannotRun, RunContainerError): a command that is not there or not executable, a bad mount, a bad user.',
  silent: 'Exit codes 125 to 128 without such a reason: the program itself gave them.',
  needs,
  uses: {},
  judge: ({ pods }) =>
    pods.flatMap((pod) =>
      failedStarts(pod).map(({ container, path, reason, text }): Finding => {
        const object = refOf(podKind, pod);
        return {
          rule: 'container/start-error',
          severity: unlessDeleted(pod, 'critical'),
          object: { ...object, container: container.name },
          message: `${whoOf[container.type]} ${container.name} cannot be started (${reason})${text === '' ? '' : `: ${text.replace(/\.$/, '')}`}.`,
          evidence: [
            { object, path: `${path}.reason`, value: reason },
            ...(text === '' ? [] : [{ object, path: `${path}.message`, value: text }]),
          ],
          remedy: remedyOf(text, container),
        };
      }),
    ),
});

interface FailedStart {
  readonly container: PodContainer;
  readonly path: string;
  readonly reason: string;
  readonly text: string;
}

const waitingReasons = new Set(['RunContainerError', 'StartError', 'ContainerCannotRun']);

/** While it waits for another try the reason is CrashLoopBackOff, and the last end tells. */
function failedStarts(pod: Pod): readonly FailedStart[] {
  const ends = containerEnds(pod, undefined, undefined).filter(({ cause }) => cause === 'startError');
  const waits = podContainers(pod).filter(({ status }) => waitingReasons.has(status?.state?.waiting?.reason ?? ''));
  return [
    ...ends
      .filter(({ container }) => !waits.includes(container))
      .map(({ container, ending }) => ({ container, path: ending.path, reason: ending.reason, text: ending.message })),
    ...waits.map((container) => {
      const { reason = '', message = '' } = container.status?.state?.waiting ?? {};
      return { container, path: `${container.statusPath}.state.waiting`, reason, text: message };
    }),
  ];
}

/** In the words of runc and crun. */
function remedyOf(text: string, { name, spec }: PodContainer): string {
  const command = [...(spec.command ?? []), ...(spec.args ?? [])][0];
  const what = command === undefined ? `the command of the image of ${name}` : `the command ${command} of ${name}`;
  if (/executable file not found|no such file or directory/i.test(text) && !/mount/i.test(text))
    return `Correct ${what}: it is not in the image, or not on its PATH.`;
  if (/permission denied/i.test(text))
    return `Make the file of ${what} executable in the image, or run it as a user who may.`;
  if (/unable to find user|no matching entries in passwd/i.test(text))
    return `Let ${name} run as a user that its image has, or by number (securityContext.runAsUser).`;
  if (/mount/i.test(text))
    return `Correct the volumeMounts of ${name}: a file where a folder is wanted or the other way round, a subPath that is not there, or a path that cannot be mounted on.`;
  return `Correct what the message names in ${name}.`;
}
