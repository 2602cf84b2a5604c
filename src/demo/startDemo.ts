import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import path from 'node:path';
import type { Clock } from '../core/ports.ts';
import { route } from './api/route.ts';
import { requestListener } from './http/apiServer.ts';
import { selfSignedCertificate } from './http/selfSignedCertificate.ts';
import { demoContext, kubeconfigFor } from './kubeconfig.ts';
import { loadOpenApi } from './loadOpenApi.ts';
import { loadWorld } from './world/loadWorld.ts';
import { readWorlds } from './world/readWorlds.ts';

export interface DemoOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** The folder `media` as shipped. */
  readonly mediaDirectory: string;
  /** Milliseconds since the epoch. Default: this machine's clock. */
  readonly clock?: Pick<Clock, 'now'>;
  /** The worlds' YAML texts. Default: those of media/demo/worlds. */
  readonly worlds?: readonly string[];
}

export interface Demo {
  /** YAML with one context. It holds the token. */
  readonly kubeconfig: string;
  readonly server: string;
  readonly context: typeof demoContext;
  close(): Promise<void>;
}

/**
 * Starts the embedded demo cluster: a Kubernetes API for reading, on loopback, with a token and a certificate made for this start.
 * @throws Error when the port is taken or a world is not right.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const clock = options.clock ?? { now: () => Date.now() };
  const folder = path.join(options.mediaDirectory, 'demo');
  const [worlds, openApi] = await Promise.all([
    options.worlds ?? readWorlds(path.join(folder, 'worlds')),
    loadOpenApi(path.join(folder, 'openapi.json.gz')),
  ]);
  const cluster = { ...loadWorld(worlds, clock.now()), openApi, clock };
  const token = randomBytes(32).toString('base64url');
  const { certificate, key } = selfSignedCertificate(clock.now(), { hosts: ['localhost'], addresses: ['127.0.0.1'] });
  let address = '';
  const server = createServer(
    { cert: certificate, key },
    requestListener({ token, now: clock.now.bind(clock), answer: (request) => route(cluster, request, address) }),
  );
  const port = await listen(server, options.port ?? 0);
  address = `127.0.0.1:${port}`;
  return {
    kubeconfig: kubeconfigFor(`https://${address}`, certificate, token),
    server: `https://${address}`,
    context: demoContext,
    close: () => close(server),
  };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The demo cluster has no port.');
  return address.port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
