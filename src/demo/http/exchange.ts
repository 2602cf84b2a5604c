import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from '../../core/json.ts';
import type { DemoUser } from '../demoCluster.ts';

/** One request, read as far as every handler needs it. */
export interface ApiRequest {
  readonly method: string;
  /** Decoded, split at slashes, without empty parts. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly ifNoneMatch: string | undefined;
  readonly user: DemoUser;
  readonly raw: IncomingMessage;
}

export type Answer =
  | {
      readonly as: 'json';
      readonly body: Json;
      readonly status?: number;
      readonly headers?: Headers;
      readonly contentType?: string;
    }
  | { readonly as: 'text'; readonly body: string; readonly status?: number; readonly headers?: Headers }
  /** Written by the handler, bit by bit, until it or the client ends it. */
  | { readonly as: 'stream'; readonly write: (response: ServerResponse) => void };

type Headers = Readonly<Record<string, string>>;

export function json(body: Json, status = 200, headers: Headers = {}): Answer {
  return { as: 'json', body, status, headers };
}

export function text(body: string, status = 200): Answer {
  return { as: 'text', body, status };
}

/** What Go's router says of a path that is not there at all. */
export function pageNotFound(): Answer {
  return text('404 page not found\n', 404);
}
