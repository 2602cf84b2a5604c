import type { CallObserver, Clock, Connection, Limits } from '../core/ports.ts';
import { isKubeError, KubeError } from '../core/kubeError.ts';
import { Refusal, refusalOf, transportErrorOf } from './apiErrors.ts';
import type { Credential, CredentialSource } from './credential.ts';
import type { EndpointSource } from './endpointSource.ts';
import type { Place } from './place.ts';
import type { ServerClock } from './serverClock.ts';
import type { Slots } from './slots.ts';
import { textOf } from './bodyText.ts';
import { ConnectionError, exchange, type Answer, type Method } from './transport.ts';
import { TransportFault } from './transportFault.ts';

export interface ApiRequest {
  readonly place: Place;
  /** With its query. */
  readonly path: string;
  readonly accept: string;
  /** Makes it a POST. */
  readonly body?: string;
  /** A request that changes something: it is sent once, whatever comes of it, but for a login that was refused. */
  readonly write?: { readonly method: Exclude<Method, 'GET'>; readonly contentType: string };
  /** A stream that may last: no slot, no retries, not packed, and this many milliseconds without a byte. */
  readonly streamIdle?: number;
  /** As many milliseconds without a byte, where the limit of all reads is not meant. */
  readonly idle?: number;
}

export interface ApiParts {
  readonly connection: Connection;
  readonly credentials: CredentialSource;
  readonly endpoints: EndpointSource;
  readonly slots: Slots;
  readonly serverClock: ServerClock;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly random: () => number;
  /** User-Agent and impersonation. */
  readonly headers: Readonly<Record<string, string | string[]>>;
}

const maxTries = 5;
/** A server that wants more patience than this is told of instead. */
const longestWaitSeconds = 30;
const errorBodyLimit = 64 * 1024;

/** Requests to one API server, polite: a few at once, patient when it asks for patience, each failure mapped to a KubeError. */
export class Api {
  readonly #parts: ApiParts;

  constructor(parts: ApiParts) {
    this.#parts = parts;
  }

  /**
   * @param use reads the answer (status below 300); called again from the start when the body was cut and is asked for once more
   * @throws KubeError, or the signal's reason
   */
  async send<T>(
    request: ApiRequest,
    use: (answer: Answer) => Promise<T>,
    signal: AbortSignal,
    by: CallObserver,
  ): Promise<T> {
    const { credentials, endpoints, connection } = this.#parts;
    let tries = 1;
    let renewed = false;
    let repeated = false;
    for (;;) {
      signal.throwIfAborted();
      const credential = await credentials.current(signal, by.onProgress?.bind(by));
      try {
        return await this.#attempt(request, credential, use, signal, by);
      } catch (error) {
        signal.throwIfAborted();
        const failure = writeFailure(request, error, transportErrorOf(request.place, error, connection));
        const isRead = request.write === undefined;
        if (isRead && request.streamIdle === undefined && !repeated && isWorthRepeating(error)) {
          repeated = true;
          continue;
        }
        if (!(failure instanceof Refusal) || failure.facts.status === 401) endpoints.doubt();
        if (!(failure instanceof Refusal)) throw failure;
        if (failure.facts.status === 401 && !renewed && credentials.renew(credential)) {
          renewed = true;
          continue;
        }
        const seconds = waitSecondsOf(failure);
        if (seconds === undefined || tries === maxTries || request.streamIdle !== undefined || !isRead) throw failure;
        tries += 1;
        await this.#wait(seconds, signal, by);
      }
    }
  }

  async #attempt<T>(
    request: ApiRequest,
    credential: Credential,
    use: (answer: Answer) => Promise<T>,
    signal: AbortSignal,
    by: CallObserver,
  ): Promise<T> {
    const { endpoints, slots, serverClock, clock, limits, headers, connection } = this.#parts;
    const endpoint = await endpoints.current(credential);
    const leave = request.streamIdle === undefined ? await slots.enter(signal) : undefined;
    by.onRequest?.('start');
    let answer: Answer | undefined;
    try {
      const sentAt = clock.now();
      answer = await exchange(
        endpoint,
        {
          method: request.write?.method ?? (request.body === undefined ? 'GET' : 'POST'),
          path: request.path,
          headers: {
            accept: request.accept,
            ...(request.streamIdle === undefined ? { 'accept-encoding': 'gzip' } : {}),
            ...(request.body === undefined ? {} : bodyHeaders(request.body, request.write?.contentType)),
            ...headers,
            ...(credential.authorization === undefined ? {} : { authorization: credential.authorization }),
          },
          ...(request.body === undefined ? {} : { body: request.body }),
        },
        { connect: limits.connect, idle: request.streamIdle ?? request.idle ?? limits.idle },
        signal,
      );
      serverClock.learn(answer.headers.date, sentAt, clock.now());
      if (answer.status >= 200 && answer.status < 300) return await use(answer);
      const body = await textOf(answer, errorBodyLimit);
      throw refusalOf(request.place, { status: answer.status, headers: answer.headers, body }, connection);
    } catch (error) {
      // What was found wrong by its head, or in its midst, may have a body that never ends
      answer?.discard();
      throw error;
    } finally {
      leave?.();
      by.onRequest?.('end');
    }
  }

  async #wait(seconds: number, signal: AbortSignal, by: CallObserver): Promise<void> {
    const { slots, clock, random } = this.#parts;
    slots.slowDown();
    by.onProgress?.({ type: 'waiting', seconds, because: 'the server is busy and asked for patience' });
    // Jitter, so that those who were refused together do not come back together
    await clock.sleep(seconds * 1000 * (1 + random() * 0.2), signal);
  }
}

/**
 * What failed of a write after it had a connection may have been carried out, and so may what the server has lost its way in (5xx).
 * What it refused was not.
 */
function writeFailure({ write }: ApiRequest, error: unknown, failure: unknown): unknown {
  if (write === undefined || !isKubeError(failure)) return failure;
  const { status } = failure.facts;
  const isSettled = failure instanceof Refusal ? status !== undefined && status < 500 : !wasSent(error);
  return isSettled ? failure : new KubeError({ ...failure.facts, unsettled: true }, { cause: error });
}

function wasSent(error: unknown): boolean {
  return error instanceof ConnectionError ? error.sent : true;
}

/** Node says the length of a DELETE's body of itself to nobody, and a server then takes it for the next request. */
function bodyHeaders(body: string, contentType = 'application/json'): Readonly<Record<string, string | number>> {
  return { 'content-type': contentType, 'content-length': Buffer.byteLength(body) };
}

/** A 429 may come without a wait; a 5xx is repeated only where the server asks for it. */
function waitSecondsOf({ facts, retryAfterSeconds }: Refusal): number | undefined {
  const seconds =
    facts.status === 429 ? (retryAfterSeconds ?? 1) : (facts.status ?? 0) >= 500 ? retryAfterSeconds : undefined;
  return seconds === undefined || seconds > longestWaitSeconds ? undefined : seconds;
}

/** Once more for a body that was cut, and for a kept connection that the server closed as we wrote: its answer never began. */
function isWorthRepeating(error: unknown): boolean {
  if (error instanceof TransportFault) return error.kind === 'bodyCut';
  if (!(error instanceof ConnectionError) || !error.reused) return false;
  const { cause } = error;
  return 'code' in cause && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE');
}
