import { deferred } from '../core/deferred.ts';
import { setImmediate } from 'node:timers/promises';
import type { Kind } from '../core/kind.ts';
import type { CallObserver, Listing } from '../core/ports.ts';
import type { Api } from './api.ts';
import { Refusal } from './apiErrors.ts';
import { queryOf } from './apiPaths.ts';
import { ItemSplitter, type ListMetadata } from './itemSplitter.ts';
import type { Place } from './place.ts';
import type { Answer } from './transport.ts';
import { TransportFault } from './transportFault.ts';

const pageSize = 500;
/** Other work of the host gets its turn after this long. */
const sliceMilliseconds = 8;
/** Parsed at one go, between two looks at the clock. */
const sliceBytes = 64 * 1024;

export interface ListRequest<T> {
  readonly kind: Kind<T>;
  readonly place: Place;
  readonly path: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly limit?: number;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly metadata: ListMetadata;
  /** Asked for while this page was still coming in. */
  readonly next?: PageAhead<T>;
}

interface PageAhead<T> {
  readonly page: Promise<Page<T>>;
  cancel(): void;
}

const metadataList = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';

/** Reads a list: all of it in pages, each asked for as soon as the one before has told where it begins; or one page of `limit`. */
export async function readList<T>(
  api: Api,
  request: ListRequest<T>,
  signal: AbortSignal,
  by: CallObserver,
): Promise<Listing<T>> {
  const pages: (readonly T[])[] = [];
  let done = 0;
  let first: ListMetadata | undefined;
  let inconsistent = false;
  let ahead: PageAhead<T> | undefined = pageAhead(api, request, undefined, Promise.resolve(), signal, by);
  try {
    while (ahead !== undefined) {
      let page: Page<T>;
      try {
        page = await ahead.page;
      } catch (error) {
        const token = inconsistent ? undefined : restartOf(error);
        if (token === undefined) throw error;
        inconsistent = true;
        ahead = pageAhead(api, request, token, Promise.resolve(), signal, by);
        continue;
      }
      ahead = page.next;
      pages.push(page.items);
      done += page.items.length;
      first ??= page.metadata;
      const { remaining } = page.metadata;
      by.onProgress?.({
        type: 'reading',
        resource: request.kind.resource,
        done,
        ...(page.metadata.continueToken === undefined
          ? { total: done }
          : remaining === undefined
            ? {}
            : { total: done + remaining }),
      });
      if (request.limit !== undefined) return limited(page, request.limit);
    }
  } finally {
    ahead?.cancel();
  }
  return { items: pages.flat(), resourceVersion: first?.resourceVersion ?? '', inconsistent };
}

/** The server may send more than it was asked for: lists at resourceVersion 0 and some aggregated ones know no limit. */
function limited<T>({ items, metadata }: Page<T>, limit: number): Listing<T> {
  const cut = Math.max(0, items.length - limit);
  const remaining = metadata.remaining === undefined && cut === 0 ? undefined : (metadata.remaining ?? 0) + cut;
  return {
    items: cut === 0 ? items : items.slice(0, limit),
    resourceVersion: metadata.resourceVersion,
    inconsistent: false,
    ...(remaining === undefined || remaining === 0 ? {} : { remaining }),
  };
}

function restartOf(error: unknown): string | undefined {
  return error instanceof Refusal && error.facts.status === 410 ? error.continueToken : undefined;
}

/** @param turn what must have ended before the page's body is read, so that pages come one after another */
function pageAhead<T>(
  api: Api,
  request: ListRequest<T>,
  token: string | undefined,
  turn: Promise<unknown>,
  signal: AbortSignal,
  by: CallObserver,
): PageAhead<T> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const followers: PageAhead<T>[] = [];
  const { kind, place, path, labelSelector, fieldSelector, limit } = request;
  const page = api.send(
    {
      place,
      path: `${path}${queryOf({ limit: limit ?? pageSize, labelSelector, fieldSelector, continue: token })}`,
      accept: kind.listAs === 'metadata' ? metadataList : 'application/json',
    },
    async (answer) => {
      await turn;
      // A page that is asked for once more: its first try may have had its own successor
      followers.pop()?.cancel();
      const items: T[] = [];
      const read = deferred<undefined>();
      read.promise.catch(() => undefined);
      try {
        const metadata = await readPage(answer, kind, items, either, ({ continueToken }) => {
          if (continueToken === undefined || limit !== undefined) return;
          followers.push(pageAhead(api, request, continueToken, read.promise, signal, by));
        });
        read.resolve(undefined);
        const [next] = followers;
        return { items, metadata, ...(next === undefined ? {} : { next }) };
      } catch (error) {
        read.reject(error);
        throw error;
      }
    },
    either,
    by,
  );
  // It is waited for later, or never when the list fails before
  page.catch(() => followers[0]?.cancel());
  return {
    page,
    cancel: () => {
      stop.abort();
      followers[0]?.cancel();
    },
  };
}

async function readPage<T>(
  answer: Answer,
  kind: Kind<T>,
  into: T[],
  signal: AbortSignal,
  onMetadata: (metadata: ListMetadata) => void,
): Promise<ListMetadata> {
  if (String(answer.headers['content-type']).includes('html'))
    throw new TransportFault('badBody', 'the answer is a web page, not JSON');
  let known: ListMetadata = { resourceVersion: '' };
  const splitter = new ItemSplitter({
    onMetadata: (metadata) => {
      known = metadata;
      onMetadata(metadata);
    },
    onItem: (raw) => into.push(kind.project(kind.listAs === 'metadata' ? metadataOnly(raw) : raw)),
  });
  let since = performance.now();
  for await (const chunk of answer.body)
    for (let at = 0; at < chunk.length; at += sliceBytes) {
      splitter.write(chunk.subarray(at, at + sliceBytes));
      if (performance.now() - since < sliceMilliseconds) continue;
      await setImmediate();
      signal.throwIfAborted();
      since = performance.now();
    }
  splitter.end();
  return known;
}

/** A server that does not know PartialObjectMetadata sends the whole object: what a Secret holds is let go before anything is kept. */
function metadataOnly(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'metadata' in raw ? { metadata: raw.metadata } : {};
}
