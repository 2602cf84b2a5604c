const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Runs a synchronous clean-up when this process ends, by itself or by a signal; the returned function takes it back.
 * A process without handlers of its own dies of a signal without its `exit` event, hence the handlers here.
 */
export function onProcessEnd(cleanUp: () => void): () => void {
  const handlers = Object.entries(signals).map(([signal, number]) => ({
    signal,
    handler: () => process.exit(128 + number),
  }));
  // The latest first: a folder is removed after the processes that write into it have been killed.
  process.prependListener('exit', cleanUp);
  for (const { signal, handler } of handlers) process.on(signal, handler);
  return () => {
    process.off('exit', cleanUp);
    for (const { signal, handler } of handlers) process.off(signal, handler);
  };
}
