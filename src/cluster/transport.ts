import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { proxyFault } from './proxyFault.ts';
import { TransportFault } from './transportFault.ts';

/** Where requests go, and with what certificates. */
export interface Endpoint {
  readonly url: URL;
  readonly agent: http.Agent;
  /** The proxy on the way, as it may be shown. */
  readonly proxy?: string;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Message {
  readonly method: Method;
  /** With its query; the server's own path prefix is put before it. */
  readonly path: string;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body?: string;
}

/** In milliseconds. */
export interface Waits {
  readonly connect: number;
  /** Until the answer begins, and between two parts of its body. */
  readonly idle: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Unpacked. Fails with a TransportFault when it ends early, or nothing comes for `idle` milliseconds while somebody reads. */
  readonly body: AsyncIterable<Buffer>;
  /** Ends the exchange where nobody will read the body to its end. */
  discard(): void;
  /** Milliseconds from the sending to the head of the answer. */
  readonly waited: number;
}

/** No answer has begun. The cause is what Node, or the agent for a proxy, said. */
export class ConnectionError extends Error {
  override readonly cause: Error;
  /** The connection was one kept from before. */
  readonly reused: boolean;
  /** There was a connection: what was asked may have reached the server. */
  readonly sent: boolean;

  constructor(cause: Error, { reused, sent }: { readonly reused: boolean; readonly sent: boolean }) {
    super(cause.message);
    this.name = 'ConnectionError';
    this.cause = cause;
    this.reused = reused;
    this.sent = sent;
  }
}

const unpackedChunk = 256 * 1024;

/** One HTTP/1.1 exchange, up to the head of the answer. Rejects with the signal's reason when that fires. */
export function exchange(to: Endpoint, message: Message, waits: Waits, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const secure = to.url.protocol === 'https:';
    const host = to.url.hostname.replace(/^\[|\]$/g, '');
    const request = (secure ? https : http).request({
      host,
      port: to.url.port === '' ? (secure ? 443 : 80) : to.url.port,
      path: to.url.pathname.replace(/\/+$/, '') + message.path,
      method: message.method,
      agent: to.agent,
      headers: message.headers,
    });
    const sentAt = performance.now();
    let timer = setTimeout(
      () =>
        request.destroy(
          new TransportFault(
            'connectTimeout',
            `no connection ${to.proxy === undefined ? '' : `through the proxy ${to.proxy} `}within ${seconds(waits.connect)}`,
          ),
        ),
      waits.connect,
    );
    const abort = (): void => void request.destroy(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    request.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    });
    let sent = false;
    const connected = (): void => {
      sent = true;
      clearTimeout(timer);
      timer = setTimeout(() => request.destroy(quiet(waits.idle)), waits.idle);
    };
    request.once('socket', (socket) => {
      if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', connected);
      else connected();
    });
    request.once('response', (response) => {
      clearTimeout(timer);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: untilQuiet(unpacked(response), waits.idle, signal),
        discard: () => void response.destroy(),
        waited: performance.now() - sentAt,
      });
    });
    request.on('error', (error) =>
      reject(new ConnectionError(proxyFault(error, to.proxy, host) ?? error, { reused: request.reusedSocket, sent })),
    );
    request.end(message.body);
  });
}

function unpacked(response: http.IncomingMessage): Readable {
  // Whoever reads the body sees the error there; without a listener of its own it would end the process
  const ignore = (): void => undefined;
  response.on('error', ignore);
  if (response.headers['content-encoding'] !== 'gzip') return response;
  const gunzip = createGunzip({ chunkSize: unpackedChunk });
  gunzip.on('error', ignore);
  pipeline(response, gunzip, ignore);
  return gunzip;
}

async function* untilQuiet(body: Readable, idle: number, signal: AbortSignal): AsyncIterable<Buffer> {
  // Runs only while somebody reads: a page that was asked for early may wait for its turn
  const timer = setTimeout(() => body.destroy(quiet(idle)), idle);
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      yield chunk;
      timer.refresh();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw bodyFault(error);
  } finally {
    clearTimeout(timer);
  }
}

function bodyFault(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    // Z_BUF_ERROR is zlib's word for packed data that ends early
    case 'ECONNRESET':
    case 'ERR_STREAM_PREMATURE_CLOSE':
    case 'Z_BUF_ERROR':
    case 'EPIPE':
      return new TransportFault('bodyCut', 'the answer ended early', { cause: error });
    case 'Z_DATA_ERROR':
      return new TransportFault('badGzip', 'the answer could not be unpacked', { cause: error });
    default:
      return error;
  }
}

function quiet(idle: number): TransportFault {
  return new TransportFault('quiet', `nothing came for ${seconds(idle)}`);
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
