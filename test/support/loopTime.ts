const tickMilliseconds = 5;

/**
 * Time as an event loop has it: counted in its turns. What a busy machine or another's work takes away is not counted, so that a wait
 * of ours shows and the load does not; never more than what went by.
 */
export interface LoopTime {
  /** Milliseconds since it began. */
  passed(): number;
  stop(): void;
}

export function loopTime(): LoopTime {
  let ticks = 0;
  // An interval that comes late starts anew from then: a turn that was missed is not made up for
  const timer = setInterval(() => {
    ticks += 1;
  }, tickMilliseconds);
  return { passed: () => ticks * tickMilliseconds, stop: () => clearInterval(timer) };
}
