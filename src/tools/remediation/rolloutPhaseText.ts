import { counted } from '../../core/counted.ts';
import type { RolloutState } from '../../kube/rollouts/rolloutState.ts';

/** What is left to do of a rollout that is not through: `4 of 6 pods made`. */
export function rolloutPhaseText(
  state: Pick<RolloutState, 'phase' | 'desired' | 'made' | 'updated' | 'ready' | 'available'>,
): string {
  const { phase, desired, made, updated, ready, available } = state;
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
    case 'settled':
    case 'held':
      return 'its status does not tell yet what has become of its pods';
    default:
      if (updated < desired) return `${updated} of ${counted(desired, 'pod')} updated`;
      return ready > available
        ? `${counted(ready - available, 'pod')} ready and not long enough to count`
        : `${counted(desired - available, 'pod')} not available yet`;
  }
}
