import { setImmediate } from 'node:timers/promises';
import { isRecord } from '../core/json.ts';
import type { Kind } from '../core/kind.ts';
import type { CallObserver, Connection, WatchEvent, WatchQuery } from '../core/ports.ts';
import type { Api } from './api.ts';
import { metadataAccept } from './metadataAccept.ts';
import { refusalOf } from './apiErrors.ts';
import { queryOf } from './apiPaths.ts';
import { objectText } from './jsonScan.ts';
import { LineSplitter } from './lineSplitter.ts';
import { isNamed } from './objectReader.ts';
import type { Place } from './place.ts';
import { TransportFault } from './transportFault.ts';

/** The server ends the stream after this long, quiet or not; what is silent for longer than that is dead. */
const serverSeconds = 300;
const marginMilliseconds = 30_000;
const sliceMilliseconds = 8;

export interface WatchRequest<T> {
  readonly kind: Kind<T>;
  readonly place: Place;
  readonly path: string;
  readonly query: WatchQuery;
}

/** Reads a watch until the server ends it. An ERROR event rejects with its KubeError; `reason` is `Expired` for 410. */
export async function readWatch<T>(
  api: Api,
  { kind, place, path, query }: WatchRequest<T>,
  connection: Connection,
  onEvent: (event: WatchEvent<T>) => void,
  signal: AbortSignal,
  by: CallObserver,
): Promise<void> {
  const { labelSelector, fieldSelector, resourceVersion } = query;
  const search = queryOf({
    watch: true,
    allowWatchBookmarks: true,
    timeoutSeconds: serverSeconds,
    resourceVersion,
    labelSelector,
    fieldSelector,
  });
  await api.send(
    {
      place,
      path: `${path}${search}`,
      accept: kind.listAs === 'metadata' ? metadataAccept : 'application/json',
      streamIdle: serverSeconds * 1000 + marginMilliseconds,
    },
    async ({ body }) => {
      const lines = new LineSplitter((line) => {
        const event = eventIn(line, kind, place, connection);
        if (event !== undefined) onEvent(event);
      });
      let since = performance.now();
      for await (const chunk of body) {
        lines.write(chunk);
        if (performance.now() - since < sliceMilliseconds) continue;
        await setImmediate();
        signal.throwIfAborted();
        since = performance.now();
      }
      lines.end();
    },
    signal,
    by,
  );
}

function eventIn<T>(line: Buffer, kind: Kind<T>, place: Place, connection: Connection): WatchEvent<T> | undefined {
  const { type, object } = parsed(line);
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      if (!isRecord(object) || !isNamed(object))
        throw new TransportFault('badBody', 'an event of the watch has no object');
      return {
        type,
        object: kind.project(kind.listAs === 'metadata' ? { metadata: object.metadata } : object),
      };
    case 'BOOKMARK': {
      const metadata = isRecord(object) && isRecord(object.metadata) ? object.metadata : {};
      const { resourceVersion } = metadata;
      return typeof resourceVersion === 'string' && resourceVersion !== '' ? { type, resourceVersion } : undefined;
    }
    case 'ERROR': {
      const status = isRecord(object) && typeof object.code === 'number' ? object.code : 500;
      throw refusalOf(place, { status, headers: {}, body: JSON.stringify(object) }, connection);
    }
    default:
      // A type of a later version tells nothing that we can read
      return undefined;
  }
}

function parsed(line: Buffer): Record<string, unknown> {
  let event: unknown;
  try {
    event = JSON.parse(objectText(line, 3));
  } catch (error) {
    throw new TransportFault('bodyCut', 'the watch ended in the midst of an event', { cause: error });
  }
  if (!isRecord(event)) throw new TransportFault('badBody', 'the watch sent JSON, but no events');
  return event;
}
