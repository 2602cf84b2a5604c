export interface LaterOnce {
  /** `task` runs once the calls have paused. */
  soon(): void;
  /** Runs `task` now where it is waiting. */
  now(): void;
}

export function laterOnce(milliseconds: number, task: () => void): LaterOnce {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    timer = undefined;
    task();
  };
  return {
    soon() {
      clearTimeout(timer);
      timer = setTimeout(run, milliseconds);
    },
    now() {
      if (timer === undefined) return;
      clearTimeout(timer);
      run();
    },
  };
}
