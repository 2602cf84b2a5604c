import type { Clock } from '../../core/ports.ts';
import type { Controllers } from './controllers.ts';

/** Lets the controllers work when it is time, by a clock that can wait. The answer ends that. */
export function drive(controllers: Controllers, clock: Clock): () => void {
  let waiting = new AbortController();
  let isOver = false;
  function wait(): void {
    waiting.abort();
    const { next } = controllers;
    if (isOver || next === undefined) return;
    const alarm = (waiting = new AbortController());
    clock.sleep(Math.max(0, next - clock.now()), alarm.signal).then(
      () => {
        if (alarm.signal.aborted) return;
        controllers.advance(clock.now());
        wait();
      },
      () => undefined,
    );
  }
  controllers.onWork(wait);
  return () => {
    isOver = true;
    waiting.abort();
  };
}
