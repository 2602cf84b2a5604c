import type { FollowedRollout } from './followRollout.ts';
import { podTroubles } from './rolloutSigns.ts';
import { troubleText } from './troubleText.ts';

/** What surest holds a rollout up, for the end of a sentence; undefined where nothing is known to be wrong. */
export function rolloutCause({ because, current, state }: FollowedRollout): string | undefined {
  const [trouble] = because.by === 'pod' ? [because.trouble] : because.by === 'refused' ? [] : podTroubles(current);
  if (trouble !== undefined) return troubleText(trouble);
  const refusal = because.by === 'refused' ? because.message : state.refused?.message;
  if (refusal !== undefined) return `the server does not let it make pods: ${refusal}`;
  return because.by === 'deadline' ? 'its progress deadline has passed' : undefined;
}
