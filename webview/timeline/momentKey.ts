import type { Moment, TimelineBlock } from '../../src/core/blocks.ts';

/** Names a moment over a new answer, in which the same moments may have other ids. */
export function momentKey({ lanes }: Pick<TimelineBlock<string>, 'lanes'>, { lane, shape, at, title }: Moment): string {
  return `${lanes[lane]?.label ?? ''} ${shape} ${at} ${title}`;
}
