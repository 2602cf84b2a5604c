import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzip } from 'node:zlib';
import { ApiError, unauthorized } from '../apiError.ts';
import type { DemoUser } from '../demoCluster.ts';
import { text, type Answer, type ApiRequest } from './exchange.ts';

/** Bodies above this many bytes are compressed for whoever asks. (The real server begins at 128 KiB.) */
const compressAbove = 1024;

export interface ApiServerOptions {
  readonly tokens: readonly { readonly token: string; readonly user: DemoUser }[];
  readonly now: () => number;
  readonly answer: (request: ApiRequest) => Answer | Promise<Answer>;
}

/** Token, routing, errors as Status, compression. */
export function requestListener(
  options: ApiServerOptions,
): (message: IncomingMessage, response: ServerResponse) => void {
  return (message, response) => {
    response.setHeader('Date', new Date(options.now()).toUTCString());
    response.setHeader('Cache-Control', 'no-cache, private');
    answerTo(message, options)
      .catch((error: unknown) => asStatus(error))
      .then((answer) => send(answer, message, response))
      .catch(() => response.destroy());
  };
}

async function answerTo(message: IncomingMessage, { tokens, answer }: ApiServerOptions): Promise<Answer> {
  const known = tokens.find(({ token }) => carries(message, token));
  if (known === undefined) throw unauthorized();
  const url = new URL(message.url ?? '/', 'https://demo.invalid');
  const path = decoded(url.pathname);
  if (path === undefined) return text('400 Bad Request', 400);
  const { accept = '' } = message.headers;
  return answer({
    method: message.method ?? 'GET',
    // Decoded first and cut then, as Go does: an escaped slash is a slash.
    segments: path.split('/').filter((part) => part !== ''),
    query: url.searchParams,
    accept: accept === '' ? '*/*' : accept,
    ifNoneMatch: message.headers['if-none-match'],
    user: known.user,
    raw: message,
  });
}

function carries({ headers }: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '', 'utf8');
  const wanted = Buffer.from(`Bearer ${token}`, 'utf8');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Undefined for a path that escapes nothing with a percent sign. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function asStatus(error: unknown): Answer {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(
          500,
          'InternalError',
          `Internal error occurred: ${error instanceof Error ? error.message : 'unknown'}`,
        );
  return { as: 'json', status: known.status, body: known.toStatus() };
}

function send(answer: Answer, message: IncomingMessage, response: ServerResponse): void {
  if (answer.as === 'stream') {
    answer.write(response);
    return;
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  const contentType = answer.as === 'json' ? (answer.contentType ?? 'application/json') : 'text/plain; charset=utf-8';
  response.setHeader('Content-Type', contentType);
  response.statusCode = answer.status ?? 200;
  const body = Buffer.from(answer.as === 'json' ? `${JSON.stringify(answer.body)}\n` : answer.body, 'utf8');
  if (body.length <= compressAbove || !/\bgzip\b/.test(message.headers['accept-encoding'] ?? '')) {
    response.end(body);
    return;
  }
  gzip(body, (error, packed) => {
    if (error !== null) {
      response.destroy();
      return;
    }
    response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('Vary', 'Accept-Encoding');
    response.end(packed);
  });
}
