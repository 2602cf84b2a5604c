import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { Fault } from './faultProxy/fault.ts';
import { passOn, type Onward } from './faultProxy/passOn.ts';

export type { Fault } from './faultProxy/fault.ts';

export interface FaultProxy {
  /** `http://127.0.0.1:PORT`, in the place of the server's. */
  readonly url: string;
  /**
   * The last that matches the path with its query wins.
   * @param times so many requests meet it, those after them pass; absent: all
   */
  set(path: RegExp | ((path: string, method: string) => boolean), fault: Fault, times?: number): void;
  clear(): void;
  /** Closes all connections: watches die. */
  drop(): void;
  /** Requests seen, by path. */
  readonly requests: string[];
  /** Requests seen that met a fault, by path. */
  readonly faulted: string[];
  /** What would change something, if the server gets it: `PATCH /apis/…`. */
  readonly writes: string[];
  /** Of those: what the server behind has done. */
  readonly acts: string[];
  /** Requests under way: their client has not got the end of the answer and has not gone. */
  readonly open: number;
  close(): Promise<void>;
}

interface Rule {
  readonly matches: (path: string, method: string) => boolean;
  readonly fault: Fault;
  left: number;
}

/** A proxy on loopback in front of an API server, which answers as it is told to. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const rules: Rule[] = [];
  const requests: string[] = [];
  const faulted: string[] = [];
  const writes: string[] = [];
  const acts: string[] = [];
  let open = 0;
  const server = createServer((incoming, outgoing) => {
    const { url: path = '/', method = 'GET' } = incoming;
    requests.push(path);
    open += 1;
    outgoing.once('close', () => {
      open -= 1;
    });
    const isWrite = changesSomething(path, method);
    if (isWrite) writes.push(`${method} ${path}`);
    const onAnswer = (status: number): void => {
      if (isWrite && status < 300) acts.push(`${method} ${path}`);
    };
    const rule = rules.findLast(({ matches, left }) => left > 0 && matches(path, method));
    if (rule === undefined) {
      passOn(incoming, outgoing, { target, onAnswer });
      return;
    }
    rule.left -= 1;
    faulted.push(path);
    act(rule.fault, incoming, outgoing, { target, onAnswer });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    faulted,
    writes,
    acts,
    get open() {
      return open;
    },
    set: (path, fault, times = Infinity) =>
      void rules.push({ matches: typeof path === 'function' ? path : (text) => path.test(text), fault, left: times }),
    clear: () => void rules.splice(0),
    drop: () => server.closeAllConnections(),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const json = { 'content-type': 'application/json' };

/** Reviews are asked with POST, and a dry run as the write that it tries out. */
export function changesSomething(path: string, method: string): boolean {
  return (
    method !== 'GET' && !path.includes('dryRun=All') && !/^\/apis\/auth(orization|entication)\.k8s\.io\//.test(path)
  );
}

function act(fault: Fault, incoming: IncomingMessage, outgoing: ServerResponse, onward: Onward): void {
  if ('answer' in fault) refuse(outgoing, fault);
  else if ('close' in fault) incoming.socket.destroy();
  else if ('stall' in fault) {
    if (fault.stall !== 'head') outgoing.writeHead(200, json).flushHeaders();
  } else if ('body' in fault) outgoing.writeHead(200, { ...json, ...fault.headers }).end(fault.body);
  else if ('hold' in fault)
    void fault.hold(incoming.url ?? '/').then(
      () => passOn(incoming, outgoing, onward),
      () => outgoing.destroy(),
    );
  else if ('after' in fault) {
    const { after } = fault;
    passOn(incoming, outgoing, onward, { instead: () => act(after, incoming, outgoing, onward) });
  } else passOn(incoming, outgoing, onward, fault);
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
  outgoing.writeHead(answer, { ...json, ...headers }).end(JSON.stringify(status));
}
