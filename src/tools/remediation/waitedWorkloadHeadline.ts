import { counted } from '../../core/counted.ts';
import type { FollowedRollout } from '../../kube/rollouts/followRollout.ts';
import { rolloutCause } from '../../kube/rollouts/rolloutCause.ts';
import { rolloutPhaseText } from './rolloutPhaseText.ts';

/** How many of the pods that a workload wants are ready, and what the rest is. */
export function waitedWorkloadHeadline(rollout: FollowedRollout, ready: number): string {
  const { ended, workload, state, seconds } = rollout;
  const { namespace = '', name = '' } = workload.object.metadata ?? {};
  const who = `${workload.kind} ${namespace}/${name}`;
  const { desired, keptOld = 0, heldBy } = state;
  const counts = `${ready} of ${counted(desired, 'pod')} ready`;
  const after = seconds === 0 ? '' : ` after ${seconds} s`;
  const cause = rolloutCause(rollout);
  switch (ended) {
    case 'settled':
    case 'held': {
      const old = `${counted(keptOld, 'pod')} ${keptOld === 1 ? 'keeps' : 'keep'} an earlier template (${heldBy ?? 'partition'})`;
      return `The pods of ${who} are ready${after}: ${counted(desired, 'pod')}${keptOld === 0 ? '' : `; ${old}`}.`;
    }
    case 'gone':
      return `${who} was deleted meanwhile.`;
    case 'deleting':
      return `${who} is being deleted: its pods are not waited for (${counts}).`;
    case 'failed':
      return `The pods of ${who} will not be ready (${counts}): ${cause ?? rolloutPhaseText(state)}.`;
    case 'outOfTime':
      return `The pods of ${who}: ${counts}${after}; ${rolloutPhaseText(state)}${cause === undefined ? '' : `; ${cause}`}.`;
  }
}
