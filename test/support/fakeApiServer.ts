import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import type { Certificate } from './fakeApiCertificates.ts';

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** The subject of the client's certificate. */
  readonly clientName: string | undefined;
  /** The client went away before the answer was whole. */
  abandoned: boolean;
}

export type Handler = (request: FakeRequest, response: http.ServerResponse) => void | Promise<void>;

export interface FakeApiOptions {
  readonly handle: Handler;
  readonly tls?: Certificate & { readonly clientAuthority?: string };
}

export interface FakeApi {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly FakeRequest[];
  readonly connections: () => number;
  /** A kubeconfig for it, with a token; entries may be added or replaced. */
  kubeconfig(entries?: { cluster?: object; user?: object; context?: object }): string;
  close(): Promise<void>;
}

/** An API server that answers as a test tells it to, on loopback. */
export async function startFakeApi({ handle, tls }: FakeApiOptions): Promise<FakeApi> {
  const requests: FakeRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const listener = (incoming: http.IncomingMessage, response: http.ServerResponse): void => {
    void answer(incoming, response);
  };
  async function answer(incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of incoming) body += String(chunk);
    const url = new URL(incoming.url ?? '/', 'http://fake.invalid');
    const { socket } = incoming;
    const request: FakeRequest = {
      method: incoming.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body,
      clientName: clientNameOf(socket),
      abandoned: false,
    };
    requests.push(request);
    response.on('close', () => (request.abandoned = !response.writableFinished));
    await handle(request, response);
  }
  const server =
    tls === undefined
      ? http.createServer(listener)
      : https.createServer(
          {
            key: tls.key,
            cert: tls.certificate,
            ...(tls.clientAuthority === undefined
              ? {}
              : { ca: tls.clientAuthority, requestCert: true, rejectUnauthorized: false }),
          },
          listener,
        );
  server.on(tls === undefined ? 'connection' : 'secureConnection', () => (connections += 1));
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  const url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  return {
    url,
    port,
    requests,
    connections: () => connections,
    kubeconfig: (entries = {}) => kubeconfigOf(url, entries),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function clientNameOf(socket: Socket): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const certificate: Partial<ReturnType<TLSSocket['getPeerCertificate']>> = socket.getPeerCertificate();
  // An empty object where the client showed none
  return certificate.subject === undefined ? undefined : String(certificate.subject.CN);
}

function kubeconfigOf(
  server: string,
  { cluster = {}, user, context = {} }: { cluster?: object; user?: object; context?: object },
): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'fake',
    clusters: [{ name: 'fake', cluster: { server, ...cluster } }],
    users: [{ name: 'tester', user: user ?? { token: 'token-of-the-test' } }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'tester', ...context } }],
  });
}

export interface JsonOptions {
  readonly status?: number;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly gzip?: boolean;
}

export function sendJson(response: http.ServerResponse, value: unknown, options: JsonOptions = {}): void {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const bytes = options.gzip === true ? gzipSync(text) : Buffer.from(text);
  response.writeHead(options.status ?? 200, {
    'content-type': 'application/json',
    'content-length': bytes.length,
    ...(options.gzip === true ? { 'content-encoding': 'gzip' } : {}),
    ...options.headers,
  });
  response.end(bytes);
}

/** A metav1.Status, as the API server refuses. */
export function refuse(
  response: http.ServerResponse,
  code: number,
  reason: string,
  message: string,
  { details, metadata, headers }: { details?: object; metadata?: object; headers?: http.OutgoingHttpHeaders } = {},
): void {
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: metadata ?? {},
    status: 'Failure',
    message,
    reason,
    details,
    code,
  };
  sendJson(response, status, { status: code, ...(headers === undefined ? {} : { headers }) });
}

/** Says more than it sends and closes. */
export function cutShort(response: http.ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) + 100 });
  response.write(text, () => response.destroy());
}

export function podList(names: readonly string[], metadata: object = {}): object {
  return {
    kind: 'PodList',
    apiVersion: 'v1',
    metadata: { resourceVersion: '77', ...metadata },
    items: names.map((name) => fakePod(name)),
  };
}

export function fakePod(name: string): object {
  return {
    metadata: {
      name,
      namespace: 'shop',
      uid: `uid-${name}`,
      managedFields: [{ manager: 'kubelet', fieldsV1: { 'f:status': { 'k:{"type":"Ready"}': { '.': {} } } } }],
      labels: { app: name },
    },
    spec: { containers: [{ name: 'app', image: 'app:1' }] },
    status: { phase: 'Running' },
  };
}
