import { resourceName, type Kind } from '../core/kind.ts';
import { isKubeError, KubeError } from '../core/kubeError.ts';
import type { Clock, Cluster } from '../core/ports.ts';
import type { Tracked } from './tracked.ts';

export interface Following<T> {
  readonly kind: Kind<Tracked<T>>;
  /** Absent: all namespaces. */
  readonly namespace?: string;
  /** Where an earlier look ended: it goes on from there, without a list as long as the server remembers. */
  readonly resourceVersion?: string;
  readonly onList: (items: readonly Tracked<T>[], resourceVersion: string) => Promise<void>;
  readonly onEvent: (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: Tracked<T>) => void;
  /** How far it has come. */
  readonly onVersion: (resourceVersion: string) => void;
  /** A list or a watch failed; it is tried again. */
  readonly onError: (error: KubeError, during: 'list' | 'watch') => void;
}

const second = 1000;
/** The server ends a watch after some minutes and sends bookmarks in between: a silence longer than that is a dead connection. */
const stallMilliseconds = 360 * second;
/** A permission may be granted, a kind installed: worth a look, now and then. */
const refusedMilliseconds = 60 * second;
const quickMilliseconds = 5 * second;

/**
 * Keeps a copy equal to the cluster until `signal` ends it: a list, then a watch from there on; the watch again from the last
 * version seen when it closes, fails or stalls; the list again when the version has expired.
 */
export async function follow<T>(
  cluster: Cluster,
  clock: Clock,
  following: Following<T>,
  signal: AbortSignal,
): Promise<void> {
  const isOver = (): boolean => signal.aborted;
  let from = following.resourceVersion;
  let failures = 0;
  let listedAt = -Infinity;
  while (!isOver()) {
    if (from === undefined) listedAt = clock.now();
    const {
      resourceVersion,
      isProgress,
      error,
      during = 'list',
    } = await lookOnce(cluster, clock, following, from, signal);
    if (isOver()) return;
    from = resourceVersion;
    if (isProgress) failures = 0;
    if (error !== undefined || !isProgress) failures += 1;
    let pause = pauseAfter(failures);
    const { code, reason, status, kindAbsent } = error?.facts ?? {};
    if (reason === 'Expired' || status === 410) {
      from = undefined;
      if (clock.now() - listedAt >= quickMilliseconds) pause = 0;
    } else if (code === 'forbidden' || kindAbsent === true || status === 405) {
      from = undefined;
      pause = refusedMilliseconds;
    }
    if (error !== undefined && reason !== 'Expired' && status !== 410) following.onError(error, during);
    if (isOver()) return;
    await wait(clock, pause, signal);
  }
}

interface Looked {
  /** Where to go on from; undefined where there was no list. */
  readonly resourceVersion: string | undefined;
  /** Something came, or the watch lasted. */
  readonly isProgress: boolean;
  readonly error?: KubeError;
  readonly during?: 'list' | 'watch';
}

/** A list where there is nothing to go on from, and one watch. */
async function lookOnce<T>(
  cluster: Cluster,
  clock: Clock,
  following: Following<T>,
  known: string | undefined,
  signal: AbortSignal,
): Promise<Looked> {
  const { kind } = following;
  let resourceVersion = known;
  try {
    resourceVersion ??= await listOnce(cluster, clock, following, signal);
  } catch (error) {
    return { resourceVersion: undefined, isProgress: false, error: asKubeError(error, 'list', kind) };
  }
  const began = clock.now();
  const stop = new AbortController();
  const watching: Watching = { resourceVersion, heardAt: undefined };
  try {
    await watchOnce(cluster, clock, following, watching, AbortSignal.any([signal, stop.signal]));
    return { resourceVersion: watching.resourceVersion, isProgress: isProgress() };
  } catch (error) {
    const failed = asKubeError(error, 'watch', kind);
    return { resourceVersion: watching.resourceVersion, isProgress: isProgress(), error: failed, during: 'watch' };
  } finally {
    stop.abort();
  }

  function isProgress(): boolean {
    return watching.heardAt !== undefined || clock.now() - began >= quickMilliseconds;
  }
}

function asKubeError(error: unknown, operation: 'list' | 'watch', kind: Kind<unknown>): KubeError {
  if (isKubeError(error)) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new KubeError({ code: 'internal', operation, resource: resourceName(kind), detail }, { cause: error });
}

/** None, 1, 2, 4 … 30 seconds. */
function pauseAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(30, 2 ** (failures - 1)) * second;
}

async function wait(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds === 0) return;
  try {
    await clock.sleep(milliseconds, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function listOnce<T>(
  cluster: Cluster,
  clock: Clock,
  following: Following<T>,
  signal: AbortSignal,
): Promise<string> {
  const { kind, namespace, onList } = following;
  const stop = new AbortController();
  const ended = new AbortController();
  const query = namespace === undefined ? {} : { namespace };
  // Bytes may come drop by drop for ever: a connection made anew is better
  const tooLong = (): void => {
    const detail = 'the list did not come to its end for minutes';
    stop.abort(new KubeError({ code: 'timeout', operation: 'list', resource: resourceName(kind), detail }));
  };
  clock.sleep(stallMilliseconds, AbortSignal.any([signal, ended.signal])).then(tooLong, () => undefined);
  try {
    // A kind of its own: an answer from the shared memory could be the one whose version has just expired
    const listing = await cluster.list({ ...kind }, query, AbortSignal.any([signal, stop.signal]));
    signal.throwIfAborted();
    await onList(listing.items, listing.resourceVersion);
    return listing.resourceVersion;
  } finally {
    ended.abort();
  }
}

/** How far a watch has come. */
interface Watching {
  resourceVersion: string;
  heardAt: number | undefined;
}

/** Ends when the server ends the watch, or when nothing is heard of it any more. */
async function watchOnce<T>(
  cluster: Cluster,
  clock: Clock,
  { kind, namespace, onEvent, onVersion }: Following<T>,
  watching: Watching,
  signal: AbortSignal,
): Promise<void> {
  const { resourceVersion } = watching;
  const watch = cluster.watch(
    kind,
    { resourceVersion, ...(namespace === undefined ? {} : { namespace }) },
    (event) => {
      if (signal.aborted) return;
      watching.heardAt = clock.now();
      watching.resourceVersion = event.type === 'BOOKMARK' ? event.resourceVersion : event.object.resourceVersion;
      onVersion(watching.resourceVersion);
      if (event.type !== 'BOOKMARK') onEvent(event.type, event.object);
    },
    signal,
  );
  await Promise.race([watch, silence(clock, watching, signal)]);
}

/** Ends when nothing was heard for too long. Rejects when `signal` ends first. */
async function silence(clock: Clock, watching: Watching, signal: AbortSignal): Promise<void> {
  const began = clock.now();
  for (;;) {
    const left = (watching.heardAt ?? began) + stallMilliseconds - clock.now();
    if (left <= 0) return;
    await clock.sleep(left, signal);
  }
}
