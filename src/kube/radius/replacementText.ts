import { counted } from '../../core/counted.ts';

/** `3 pods are replaced, at most 1 away at a time`. */
export function replacementText(pods: number, awayAtOnce: number): string {
  const pace = awayAtOnce === 0 ? 'none away before its successor is ready' : `at most ${awayAtOnce} away at a time`;
  return `${counted(pods, 'pod')} ${pods === 1 ? 'is' : 'are'} replaced, ${pace}`;
}
