import { counted } from '../../core/counted.ts';
import type { FollowedRollout } from '../../kube/rollouts/followRollout.ts';
import { rolloutCause } from '../../kube/rollouts/rolloutCause.ts';
import type { ScalingProgress } from './progressData.ts';
import { rolloutPhaseText } from './rolloutPhaseText.ts';

/** That nothing has moved for less says nothing. */
const tellingSeconds = 10;

export function progressHeadline(followed: FollowedRollout, data: ScalingProgress): string {
  const { kind, namespace, name, desired, available, keptOld = 0, heldBy, followedSeconds, pace } = data;
  const who = `${kind} ${namespace}/${name}`;
  const counts = `${available} of ${counted(desired, 'pod')} available`;
  const after = followedSeconds === 0 ? '' : ` after ${followedSeconds} s`;
  const old =
    keptOld === 0 ? '' : `; ${counted(keptOld, 'pod')} ${keptOld === 1 ? 'keeps' : 'keep'} an earlier template`;
  const phase = rolloutPhaseText(followed.state);
  const still = data.stillSeconds < tellingSeconds ? '' : `, and nothing has moved for ${data.stillSeconds} s`;
  switch (followed.ended) {
    case 'settled':
      return `${who} is through${after}: ${counts}${old === '' ? '' : `${old} (partition)`}.`;
    case 'held':
      return heldBy === 'paused'
        ? `${who} is paused, and goes no further until somebody resumes it: ${counts}${old}.`
        : `${who} replaces pods only as somebody deletes them (OnDelete): ${counts}${old}.`;
    case 'deleting':
      return `${who} is being deleted: ${counts}.`;
    case 'gone':
      return `${who} was deleted meanwhile.`;
    case 'failed':
      return `${who} is stuck${after}: ${counts}; ${rolloutCause(followed) ?? phase}.`;
    case 'outOfTime':
      switch (pace) {
        case 'moving':
          return `${who} is slow, and gets on: ${counts}${after}; ${phase}.`;
        case 'unclear':
          return `${who} is not through${after}: ${counts}; ${phase}; that is too short a time to tell whether it gets on.`;
        default:
          return `${who} is stuck${after}: ${counts}${still}; ${rolloutCause(followed) ?? phase}.`;
      }
  }
}
