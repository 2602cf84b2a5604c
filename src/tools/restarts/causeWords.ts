import type { EndCause } from '../../kube/ending/causeOfEnd.ts';

/** What ended a container, in a few words of a sentence. */
export const causeWords: Readonly<Record<EndCause, string>> = {
  oomKilled: 'killed for going over its memory limit',
  nodeOutOfMemory: 'killed because its node ran out of memory',
  livenessKill: 'killed by its liveness probe',
  startupKill: 'killed by its startup probe',
  killedAfterGrace: 'killed when its grace period was over',
  stoppedOnPurpose: 'stopped on purpose',
  killedUnexplained: 'ended by a signal that nobody is known to have sent',
  startError: 'not started at all',
  statusUnknown: 'lost sight of by its node',
  applicationError: 'ended by itself with an error',
  endedByItself: 'ended by itself without an error',
  completed: 'done',
};
