import { createServer, request as plainRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as secureRequest } from 'node:https';
import { once } from 'node:events';

/** What the proxy does with a request whose path matches. */
export type Fault =
  | { readonly answer: number; readonly reason?: string; readonly headers?: Readonly<Record<string, string>> }
  /** The head comes, and nothing after it. */
  | { readonly stall: true }
  /** The body ends after so many bytes, without an error of HTTP's. */
  | { readonly cutAt: number }
  /** A whole answer with this body. */
  | { readonly body: string };

export interface FaultProxy {
  /** `http://127.0.0.1:PORT`, in the place of the server's. */
  readonly url: string;
  /** The last that matches wins; undefined takes all faults away. */
  set(path: RegExp, fault: Fault): void;
  clear(): void;
  /** Requests seen, by path. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** A proxy on loopback in front of an API server, which answers as it is told to. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const faults: (readonly [RegExp, Fault])[] = [];
  const requests: string[] = [];
  const { host, origin } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    requests.push(path);
    const fault = faults.findLast(([pattern]) => pattern.test(path))?.[1];
    if (fault === undefined) pass(incoming, outgoing, origin, host);
    else if ('answer' in fault) refuse(outgoing, fault);
    else if ('stall' in fault) outgoing.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    else if ('body' in fault) outgoing.writeHead(200, { 'content-type': 'application/json' }).end(fault.body);
    else pass(incoming, outgoing, origin, host, fault.cutAt);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    set: (path, fault) => void faults.push([path, fault]),
    clear: () => void faults.splice(0),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function refuse(
  outgoing: ServerResponse,
  { answer, reason = '', headers = {} }: Extract<Fault, { answer: number }>,
): void {
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code: answer,
    reason,
    message: `${reason} by the test`,
  };
  outgoing.writeHead(answer, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(status));
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, origin: string, host: string, cutAt?: number): void {
  const headers = { ...incoming.headers, 'accept-encoding': 'identity', host };
  const request = origin.startsWith('https:') ? secureRequest : plainRequest;
  // The server behind is the test's own, on loopback.
  const options = { method: incoming.method, headers, rejectUnauthorized: false };
  const onward = request(`${origin}${incoming.url ?? '/'}`, options, (answer) => {
    if (cutAt === undefined) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      return;
    }
    // Without a length: the body then ends wherever it ends.
    const kept = Object.entries(answer.headers).filter(([name]) => name !== 'content-length');
    outgoing.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept));
    let sent = 0;
    answer.on('data', (chunk: Buffer) => {
      outgoing.write(chunk.subarray(0, Math.max(0, cutAt - sent)));
      sent += chunk.length;
      if (sent >= cutAt) outgoing.end();
    });
    answer.on('end', () => outgoing.end());
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
