import type { ServerResponse } from 'node:http';
import type { Json } from '../../core/json.ts';
import { expired } from '../apiError.ts';
import type { DemoCluster } from '../demoCluster.ts';
import type { Answer, ApiRequest } from '../http/exchange.ts';
import type { KubeObject } from '../kubeObject.ts';
import { storageName } from '../servedKinds.ts';
import type { Change, ChangeType } from '../store.ts';
import { integerIn, isTrue, requireListOptions, revisionIn } from './parameters.ts';
import { present } from './present.ts';
import { representationOf } from './representation.ts';
import type { ResourcePath } from './resourcePath.ts';
import { selectionOf } from './selection.ts';

const bookmarkEvery = 60_000;
/** The real server ends a watch at a random moment between 30 and 60 minutes. */
const defaultTimeout = 1800;

/** Changes as lines of JSON, from a resourceVersion on; without one (or from 0) the present objects come first, as ADDED. */
export function watchObjects(cluster: DemoCluster, { kind, namespace }: ResourcePath, request: ApiRequest): Answer {
  const { query } = request;
  const { store } = cluster;
  const storage = storageName(kind);
  const selection = selectionOf(kind, query, namespace);
  requireListOptions(query);
  const includes = (object: KubeObject): boolean => selection.includes(object);
  const representation = representationOf(request, kind, cluster);
  const from = revisionIn(query, 'other') ?? 0;
  const withInitial = from === 0 || isTrue(query.get('sendInitialEvents'));
  const withBookmarks = isTrue(query.get('allowWatchBookmarks'));
  const timeout = (integerIn(query, 'timeoutSeconds') ?? defaultTimeout) * 1000;

  const write = (response: ServerResponse): void => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.flushHeaders();
    // A change may come between the end of a watch and the close of its connection.
    const send = (type: string, object: Json): void => {
      if (!response.writableEnded && !response.destroyed) response.write(`${JSON.stringify({ type, object })}\n`);
    };
    let isFirst = true;
    const sendObject = (type: ChangeType, object: KubeObject): void => {
      send(type, representation.watched(present(kind, object, cluster), isFirst));
      isFirst = false;
    };
    const bookmark = (annotations?: Record<string, string>): void => {
      const metadata = {
        resourceVersion: String(store.revision),
        ...(annotations === undefined ? {} : { annotations }),
      };
      if (withBookmarks) send('BOOKMARK', representation.bookmark(metadata));
    };
    const onChange = (change: Change): void => {
      const seen = change.storage === storage && change.revision > from ? seenBy(includes, change) : undefined;
      if (seen !== undefined) sendObject(seen.type, seen.object);
    };

    if (withInitial) {
      for (const object of store.list(storage)) if (includes(object)) sendObject('ADDED', object);
      bookmark({ 'k8s.io/initial-events-end': 'true' });
    } else {
      const missed = store.changesSince(from);
      if (missed === undefined) {
        send('ERROR', expired(`too old resource version: ${from} (${store.compactedRevision})`).toStatus());
        response.end();
        return;
      }
      missed.forEach(onChange);
    }
    const unsubscribe = store.subscribe(onChange);
    const bookmarks = setInterval(bookmark, bookmarkEvery).unref();
    const end = setTimeout(() => {
      bookmark();
      response.end();
    }, timeout).unref();
    response.once('close', () => {
      unsubscribe();
      clearInterval(bookmarks);
      clearTimeout(end);
    });
  };
  return { as: 'stream', write };
}

/** What a change means to a watcher with selectors: an object that starts or stops to match is added or deleted for it. */
function seenBy(
  includes: (object: KubeObject) => boolean,
  { type, object, previous }: Change,
): { type: ChangeType; object: KubeObject } | undefined {
  const matched = previous !== undefined && includes(previous);
  const matches = type !== 'DELETED' && includes(object);
  if (matches) return { type: matched ? 'MODIFIED' : 'ADDED', object };
  if (!matched) return undefined;
  // The last state that matched, at the revision at which it stopped to.
  const { resourceVersion } = object.metadata;
  return {
    type: 'DELETED',
    object: {
      ...previous,
      metadata: { ...previous.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) },
    },
  };
}
