import { counted } from '../../core/counted.ts';
import type { FollowedRollout } from '../../kube/rollouts/followRollout.ts';
import { rolloutCause } from '../../kube/rollouts/rolloutCause.ts';
import type { ScalingProgress } from './progressData.ts';

export function progressHeadline(followed: FollowedRollout, data: ScalingProgress): string {
  const { kind, namespace, name, desired, available, keptOld = 0, heldBy, followedSeconds, pace } = data;
  const who = `${kind} ${namespace}/${name}`;
  const counts = `${available} of ${counted(desired, 'pod')} available`;
  const after = followedSeconds === 0 ? '' : ` after ${followedSeconds} s`;
  const old =
    keptOld === 0 ? '' : `; ${counted(keptOld, 'pod')} ${keptOld === 1 ? 'keeps' : 'keep'} an earlier template`;
  switch (followed.ended) {
    case 'settled':
      return `${who} is through${after}: ${counts}${old === '' ? '' : `${old} (partition)`}.`;
    case 'held':
      return heldBy === 'paused'
        ? `${who} is paused, and goes no further until somebody resumes it: ${counts}${old}.`
        : `${who} replaces pods only as somebody deletes them (OnDelete): ${counts}${old}.`;
    case 'gone':
      return `${who} was deleted meanwhile.`;
    case 'failed':
      return `${who} is stuck${after}: ${counts}; ${rolloutCause(followed) ?? stateOf(data)}.`;
    case 'outOfTime':
      return pace === 'moving'
        ? `${who} is slow, and gets on: ${counts}${after}; ${stateOf(data)}.`
        : `${who} is stuck${after}: ${counts}, and nothing has moved for ${data.stillSeconds} s; ${rolloutCause(followed) ?? stateOf(data)}.`;
  }
}

function stateOf({ phase, desired, made, updated, ready, available }: ScalingProgress): string {
  switch (phase) {
    case 'not observed':
      return 'its controller has not seen the last change yet';
    case 'scaling up':
      return `${made} of ${counted(desired, 'pod')} made`;
    case 'scaling down':
      return `${counted(made - desired, 'pod')} more than wanted`;
    case 'updating':
      return `${updated} of ${counted(desired, 'pod')} updated`;
    case 'ending old pods':
      return `${counted(made - updated, 'old pod')} still ${made - updated === 1 ? 'runs' : 'run'}`;
    default:
      return ready > available
        ? `${counted(ready - available, 'pod')} ready and not long enough to count`
        : `${counted(desired - available, 'pod')} not available yet`;
  }
}
