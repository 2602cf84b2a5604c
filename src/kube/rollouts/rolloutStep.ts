import { label, type Label } from '../../core/label.ts';
import type { RolloutState } from './rolloutState.ts';

/** Where a rollout stands, for a line of progress. */
export function rolloutStep({ phase, desired, made, updated, ready, available }: RolloutState): Label {
  switch (phase) {
    case 'not observed':
      return label('waiting for its controller');
    case 'scaling up':
      return label('{0} of {1} pods made, {2} ready', made, desired, ready);
    case 'updating':
      return label('{0} of {1} pods updated, {2} ready', updated, desired, ready);
    case 'ending old pods':
      return label('{0} old pods are ending, {1} of {2} ready', made - updated, ready, desired);
    case 'scaling down':
      return label('{0} pods, {1} wanted', made, desired);
    case 'becoming available':
      return label('{0} of {1} pods available', available, desired);
    case 'settled':
      return label('settled: {0} of {1} pods available', available, desired);
    case 'held':
      return label('held: {0} of {1} pods available', available, desired);
    case 'deadline exceeded':
      return label('past its progress deadline: {0} of {1} pods ready', ready, desired);
  }
}
