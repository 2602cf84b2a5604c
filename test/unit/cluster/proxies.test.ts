import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { environmentProxy } from '../../../src/cluster/environmentProxy.ts';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { makeCertificate } from '../../support/fakeApiCertificates.ts';
import { clusterOf, failureOf, never } from '../../support/fakeApiClient.ts';
import { podList, sendJson, startFakeApi, type FakeApi } from '../../support/fakeApiServer.ts';

describe('the proxy of the environment', () => {
  const cases: readonly (readonly [string, NodeJS.ProcessEnv, string | undefined])[] = [
    ['https://api.example.org', {}, undefined],
    ['https://api.example.org', { HTTPS_PROXY: 'http://p:3128' }, 'http://p:3128'],
    ['https://api.example.org', { https_proxy: 'p:3128' }, 'http://p:3128'],
    ['https://api.example.org', { HTTP_PROXY: 'http://p:3128' }, undefined],
    ['http://api.example.org', { HTTP_PROXY: 'http://p:3128' }, 'http://p:3128'],
    ['https://127.0.0.1:6443', { HTTPS_PROXY: 'http://p' }, undefined],
    ['https://localhost:6443', { HTTPS_PROXY: 'http://p' }, undefined],
    ['https://[::1]:6443', { HTTPS_PROXY: 'http://p' }, undefined],
    ['https://api.example.org', { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, undefined],
    ['https://api.example.org', { HTTPS_PROXY: 'http://p', NO_PROXY: 'other.org, example.org' }, undefined],
    ['https://example.org', { HTTPS_PROXY: 'http://p', NO_PROXY: '.example.org' }, 'http://p'],
    ['https://api.example.org', { HTTPS_PROXY: 'http://p', no_proxy: '.example.org' }, undefined],
    ['https://notexample.org', { HTTPS_PROXY: 'http://p', NO_PROXY: 'example.org' }, 'http://p'],
    ['https://api.example.org:6443', { HTTPS_PROXY: 'http://p', NO_PROXY: 'api.example.org:6443' }, undefined],
    ['https://api.example.org', { HTTPS_PROXY: 'http://p', NO_PROXY: 'api.example.org:6443' }, 'http://p'],
    ['https://10.1.2.3:6443', { HTTPS_PROXY: 'http://p', NO_PROXY: '10.0.0.0/8' }, undefined],
    ['https://11.1.2.3:6443', { HTTPS_PROXY: 'http://p', NO_PROXY: '10.0.0.0/8' }, 'http://p'],
    ['https://[fd00::7]:6443', { HTTPS_PROXY: 'http://p', NO_PROXY: 'fd00::/8' }, undefined],
  ];
  for (const [server, env, proxy] of cases)
    it(`is ${proxy ?? 'none'} for ${server} with ${JSON.stringify(env)}`, () => {
      assert.equal(environmentProxy(new URL(server), env), proxy);
    });
});

interface Proxy {
  readonly url: string;
  readonly tunnels: readonly string[];
  close(): void;
}

async function listen(server: net.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Tunnels by CONNECT; refuses with `status` where one is given. */
async function httpProxy(apiPort: number, status?: number): Promise<Proxy> {
  const tunnels: string[] = [];
  const sockets: net.Socket[] = [];
  const server = http.createServer();
  server.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
    sockets.push(socket);
    tunnels.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      return;
    }
    const upstream = net.connect(apiPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const one of [upstream, socket]) one.on('error', () => undefined);
    sockets.push(upstream);
  });
  const port = await listen(server);
  return {
    url: `http://jane:proxy-secret@127.0.0.1:${port}`,
    tunnels,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** SOCKS 5 without a login, as far as a client of a cluster speaks it (RFC 1928). */
async function socksProxy(apiPort: number): Promise<Proxy> {
  const tunnels: string[] = [];
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (request: Buffer) => {
        const length = request[4] ?? 0;
        tunnels.push(request[3] === 3 ? request.toString('latin1', 5, 5 + length) : request.subarray(4, 8).join('.'));
        const upstream = net.connect(apiPort, '127.0.0.1', () => {
          socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          upstream.pipe(socket).pipe(upstream);
        });
        upstream.on('error', () => undefined);
        sockets.push(upstream);
      });
    });
  });
  const port = await listen(server);
  return {
    url: `socks5://127.0.0.1:${port}`,
    tunnels,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe('a cluster behind a proxy', () => {
  const authority = makeCertificate({ name: 'test authority', authority: true });
  let api: FakeApi;
  let proxy: Proxy;
  before(async () => {
    api = await startFakeApi({
      handle: (_request, response) => sendJson(response, podList(['web'])),
      tls: makeCertificate({ name: 'api', issuer: authority, hosts: ['api.cluster.invalid'] }),
    });
  });
  after(() => api.close());
  afterEach(() => proxy.close());

  const kubeconfig = (cluster: object = {}): string =>
    api.kubeconfig({
      cluster: {
        server: `https://api.cluster.invalid:${api.port}`,
        'certificate-authority-data': Buffer.from(authority.certificate).toString('base64'),
        ...cluster,
      },
    });

  it('is reached through the proxy-url of the kubeconfig, over one connection', async () => {
    proxy = await httpProxy(api.port);
    const cluster = await clusterOf(kubeconfig({ 'proxy-url': proxy.url }));
    for (const namespace of ['a', 'b']) assert.equal((await cluster.list(pod, { namespace }, never)).items.length, 1);
    assert.deepEqual(proxy.tunnels, [
      `api.cluster.invalid:${api.port} Basic ${Buffer.from('jane:proxy-secret').toString('base64')}`,
    ]);
  });

  it('is reached through the proxy of the environment', async () => {
    proxy = await httpProxy(api.port);
    const cluster = await clusterOf(kubeconfig(), { env: { HTTPS_PROXY: proxy.url } });
    assert.equal((await cluster.list(pod, {}, never)).items.length, 1);
    assert.equal(proxy.tunnels.length, 1);
  });

  it('is reached through SOCKS', async () => {
    proxy = await socksProxy(api.port);
    const cluster = await clusterOf(kubeconfig({ 'proxy-url': proxy.url.replace('socks5', 'socks5h') }));
    assert.equal((await cluster.list(pod, {}, never)).items.length, 1);
    assert.deepEqual(proxy.tunnels, ['api.cluster.invalid']);
  });

  it('is said to be out of reach where the proxy refuses, without the login of the proxy', async () => {
    proxy = await httpProxy(api.port, 407);
    const failure = await failureOf((await clusterOf(kubeconfig({ 'proxy-url': proxy.url }))).list(pod, {}, never));
    assert.equal(failure.code, 'unreachable');
    assert.match(failure.message, /proxy/);
    assert.doesNotMatch(JSON.stringify(failure), /proxy-secret/);
  });

  it('is not blamed for a proxy that is not there, whatever its kind', async () => {
    proxy = await httpProxy(api.port);
    const closed = net.createServer();
    const port = await listen(closed);
    closed.close();
    for (const scheme of ['http', 'https', 'socks5', 'socks5h', 'socks4']) {
      const url = `${scheme}://jane:proxy-secret@127.0.0.1:${port}`;
      const server = { server: `https://127.0.0.1:${api.port}` };
      for (const failure of [
        await failureOf((await clusterOf(kubeconfig({ ...server, 'proxy-url': url }))).list(pod, {}, never)),
        await failureOf(
          (await clusterOf(kubeconfig({ server: 'https://192.0.2.1' }), { env: { HTTPS_PROXY: url } })).list(
            pod,
            {},
            never,
          ),
        ),
      ]) {
        assert.deepEqual([failure.code, failure.reason], ['unreachable', 'Proxy']);
        assert.equal(failure.detail, `nothing listens at the address of the proxy (${scheme}://127.0.0.1:${port})`);
        assert.match(failure.hint ?? '', /proxy-url/);
        assert.doesNotMatch(JSON.stringify(failure), /proxy-secret/);
      }
    }
    const unknown = await failureOf(
      (await clusterOf(kubeconfig({ 'proxy-url': 'ftp://jane:proxy-secret@p' }))).list(pod, {}, never),
    );
    assert.deepEqual([unknown.code, unknown.detail], ['bad_input', 'the proxy ftp://p cannot be used']);
    const nameless = { 'proxy-url': 'http://jane:proxy-secret@no-such-proxy.invalid:3128' };
    const lost = await failureOf((await clusterOf(kubeconfig(nameless))).list(pod, {}, never));
    assert.match(lost.detail, /the proxy .*\(http:\/\/no-such-proxy\.invalid:3128\)$/);
  });

  it('gets no credential in the open where it is another machine and speaks http', async () => {
    const open = await startFakeApi({ handle: (_request, response) => sendJson(response, podList([])) });
    try {
      proxy = await httpProxy(open.port);
      const cluster = { server: 'http://api.cluster.invalid', 'proxy-url': proxy.url };
      await (await clusterOf(open.kubeconfig({ cluster }))).list(pod, {}, never);
      assert.equal(open.requests[0]?.headers.authorization, undefined);
      await (await clusterOf(open.kubeconfig())).list(pod, {}, never);
      assert.equal(open.requests[1]?.headers.authorization, 'Bearer token-of-the-test');
    } finally {
      await open.close();
    }
  });
});
