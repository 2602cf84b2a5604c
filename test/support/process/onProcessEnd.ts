const handlers = Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }).map(([signal, number]) => ({
  signal,
  handler: () => process.exit(128 + number),
}));

/** All of this process share its listeners: of more than ten on one event Node warns. */
const cleanUps = new Set<() => void>();

/**
 * Runs a synchronous clean-up when this process ends, by itself or by a signal; the returned function takes it back.
 * A process without handlers of its own dies of a signal without its `exit` event, hence the handlers here.
 */
export function onProcessEnd(cleanUp: () => void): () => void {
  const own = (): void => cleanUp();
  if (cleanUps.size === 0) {
    process.prependListener('exit', cleanAll);
    for (const { signal, handler } of handlers) process.on(signal, handler);
  }
  cleanUps.add(own);
  return () => {
    if (!cleanUps.delete(own) || cleanUps.size > 0) return;
    process.off('exit', cleanAll);
    for (const { signal, handler } of handlers) process.off(signal, handler);
  };
}

/** The latest first: a folder is removed after the processes that write into it have been killed. */
function cleanAll(): void {
  for (const cleanUp of [...cleanUps].toReversed()) cleanUp();
}
