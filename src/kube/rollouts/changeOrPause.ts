/**
 * Waits for the change, at most so many milliseconds, and not beyond the signal; never rejects. It takes its timer and its listener with
 * it: where changes come quickly they would heap up on the signal, and Node 20 warns of more than ten.
 */
export function changeOrPause(change: Promise<unknown>, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    change.then(end, end);
    if (signal.aborted) end();
  });
}
