import { counted } from '../../core/counted.ts';
import { endingsOf } from '../../kube/ending/endings.ts';
import { waitingRule } from './waitingRule.ts';

export const crashLoop = waitingRule({
  id: 'container/crash-loop',
  stage: 'kill',
  severity: 'critical',
  symptom: true,
  reasons: new Set(['CrashLoopBackOff']),
  speaks: 'A container waits in CrashLoopBackOff: the kubelet lets more and more time pass before it starts it again.',
  silent: 'Containers that run, however often they were restarted.',
  message: ({ who, container }) => {
    const restarts = container.status?.restartCount ?? 0;
    const [end] = endingsOf(container);
    const last =
      end === undefined
        ? ''
        : `; it last ended with exit code ${end.exitCode}${end.reason === '' ? '' : ` (${end.reason})`}`;
    return `${who} crashes again and again (CrashLoopBackOff, ${counted(restarts, 'restart')})${last}.`;
  },
  remedy: ({ container, pod }) =>
    `Read the log of ${container.name} in pod ${pod.metadata?.name ?? ''} before its last end (the previous instance).`,
});
