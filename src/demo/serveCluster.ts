import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { route } from './api/route.ts';
import { demoReader, demoUser, type DemoCluster } from './demoCluster.ts';
import { requestListener } from './http/apiServer.ts';
import { selfSignedCertificate } from './http/selfSignedCertificate.ts';
import { kubeconfigFor } from './kubeconfigFor.ts';

export interface Demo {
  /** YAML with one context. It holds the token. */
  readonly kubeconfig: string;
  /** The same for a user who may only read. */
  readonly readerKubeconfig: string;
  readonly server: string;
  readonly context: string;
  close(): Promise<void>;
}

/**
 * Serves a cluster over TLS on loopback, with tokens and a certificate made for this start.
 * @param port 0 for a free one
 * @param context the name that its kubeconfigs give it
 * @throws Error when the port is taken
 */
export async function serveCluster(cluster: DemoCluster, port: number, context = 'demo'): Promise<Demo> {
  const { clock } = cluster;
  const tokens = [demoUser, demoReader].map((user) => ({ user, token: randomBytes(32).toString('base64url') }));
  const { certificate, key } = selfSignedCertificate(clock.now(), { hosts: ['localhost'], addresses: ['127.0.0.1'] });
  const server = createServer(
    // The most that Go's server takes: a selector may be long.
    { cert: certificate, key, maxHeaderSize: 1 << 20 },
    requestListener({ tokens, now: () => clock.now(), answer: (request) => route(cluster, request) }),
  );
  const address = `127.0.0.1:${await listen(server, port)}`;
  const kubeconfigOf = (username: string): string =>
    kubeconfigFor(
      context,
      `https://${address}`,
      certificate,
      tokens.find(({ user }) => user.username === username)?.token ?? '',
    );
  return {
    kubeconfig: kubeconfigOf(demoUser.username),
    readerKubeconfig: kubeconfigOf(demoReader.username),
    server: `https://${address}`,
    context,
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

/** Open watches are cut: a server that goes away does not wait for its clients. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
