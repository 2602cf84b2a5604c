import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { makeCertificate } from '../../support/fakeApiCertificates.ts';
import { clusterOf, failureOf, never, testClock } from '../../support/fakeApiClient.ts';
import { temporaryFolder } from '../../support/process/temporaryFolder.ts';
import { podList, sendJson, startFakeApi, type FakeApi, type FakeApiOptions } from '../../support/fakeApiServer.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const handle: FakeApiOptions['handle'] = (_request, response) => sendJson(response, podList(['web']), { gzip: true });
const authority = makeCertificate({ name: 'test authority', authority: true });
const ca = { 'certificate-authority-data': base64(authority.certificate) };

describe('connecting', () => {
  const open: FakeApi[] = [];
  const start = async (options: FakeApiOptions): Promise<FakeApi> => {
    const api = await startFakeApi(options);
    open.push(api);
    return api;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((api) => api.close()));
  });

  const secure = (wish: Partial<Parameters<typeof makeCertificate>[0]> = {}): Promise<FakeApi> =>
    start({ handle, tls: makeCertificate({ name: 'api', issuer: authority, addresses: ['127.0.0.1'], ...wish }) });
  const podsOf = async (kubeconfig: string): Promise<number> =>
    (await (await clusterOf(kubeconfig)).list(pod, {}, never)).items.length;

  it('trusts the authority that the kubeconfig names', async () => {
    const api = await secure();
    assert.equal(await podsOf(api.kubeconfig({ cluster: ca })), 1);
    assert.equal(api.requests[0]?.headers.authorization, 'Bearer token-of-the-test');
    assert.equal(api.requests[0].headers['user-agent'], 'kube-sre/1.2.3');
  });

  it('says in words why a certificate is not trusted', async () => {
    const cases: readonly (readonly [FakeApi, object, RegExp])[] = [
      [await secure(), {}, /an authority that the kubeconfig does not name/],
      [await start({ handle, tls: makeCertificate({ name: 'self', addresses: ['127.0.0.1'] }) }), {}, /is self-signed/],
      [await secure({ addresses: ['127.0.0.9'] }), ca, /for another name than its address/],
      [await secure({ until: new Date(Date.now() - 60_000) }), ca, /has expired/],
      [await secure({ from: new Date(Date.now() + 3_600_000) }), ca, /not valid yet/],
    ];
    for (const [api, cluster, words] of cases) {
      const failure = await failureOf(podsOf(api.kubeconfig({ cluster })));
      assert.equal(failure.code, 'unreachable');
      assert.match(failure.detail, words);
      assert.ok(failure.detail.includes(api.url), failure.detail);
      assert.ok(failure.hint !== undefined);
    }
  });

  it('takes tls-server-name, and skips checks where the kubeconfig says so', async () => {
    const named = await secure({ addresses: [], hosts: ['kubernetes.default'] });
    assert.equal(await podsOf(named.kubeconfig({ cluster: { ...ca, 'tls-server-name': 'kubernetes.default' } })), 1);
    assert.equal(await podsOf(named.kubeconfig({ cluster: { 'insecure-skip-tls-verify': true } })), 1);
  });

  it('shows a client certificate', async () => {
    const api = await start({
      handle,
      tls: {
        ...makeCertificate({ name: 'api', issuer: authority, addresses: ['127.0.0.1'] }),
        clientAuthority: authority.certificate,
      },
    });
    const client = makeCertificate({ name: 'jane', issuer: authority });
    const user = { 'client-certificate-data': base64(client.certificate), 'client-key-data': base64(client.key) };
    assert.equal(await podsOf(api.kubeconfig({ cluster: ca, user })), 1);
    assert.equal(api.requests[0]?.clientName, 'jane');
    assert.equal(api.requests[0].headers.authorization, undefined);
  });

  it('shows the certificate that is in the file by then, once the server refused the one before', async () => {
    const folder = temporaryFolder('client-certificates');
    const files = { 'client-certificate': path.join(folder.path, 'crt'), 'client-key': path.join(folder.path, 'key') };
    const login = (name: string): void => {
      const { certificate, key } = makeCertificate({ name, issuer: authority });
      writeFileSync(files['client-certificate'], certificate);
      writeFileSync(files['client-key'], key);
    };
    const api = await start({
      handle: ({ clientName }, response) => sendJson(response, {}, { status: clientName === 'jane' ? 200 : 401 }),
      tls: {
        ...makeCertificate({ name: 'api', issuer: authority, addresses: ['127.0.0.1'] }),
        clientAuthority: authority.certificate,
      },
    });
    login('expired');
    const cluster = await clusterOf(api.kubeconfig({ cluster: ca, user: files }));
    assert.equal((await failureOf(cluster.raw('/version', {}, never))).code, 'unauthorized');
    login('jane');
    assert.equal((await cluster.raw('/version', {}, never)).body, '{}');
    folder.remove();
  });

  it('names the field, and whose it is, of each certificate and key that is none', async () => {
    const api = await secure();
    const folder = temporaryFolder('certificates');
    const file = path.join(folder.path, 'garbage.pem');
    writeFileSync(file, 'garbage');
    const client = makeCertificate({ name: 'jane', issuer: authority });
    const good = { 'client-certificate-data': base64(client.certificate), 'client-key-data': base64(client.key) };
    const cases: readonly (readonly [object, object, string])[] = [
      [
        {},
        { ...good, 'client-certificate-data': 'Z2FyYmFnZQ==' },
        'client-certificate-data of user tester is no certificate',
      ],
      [{}, { ...good, 'client-key-data': 'Z2FyYmFnZQ==' }, 'client-key-data of user tester is no private key'],
      [
        {},
        { ...good, 'client-key-data': base64(authority.key) },
        'client-key-data of user tester does not belong to the client certificate',
      ],
      [
        {},
        { 'client-certificate-data': good['client-certificate-data'] },
        'client-certificate-data of user tester has no client-key beside it',
      ],
      [
        {},
        { ...good, 'client-certificate-data': base64(client.key) },
        'client-certificate-data of user tester is no certificate',
      ],
      [
        {},
        { 'client-certificate': file, 'client-key': file },
        `client-certificate of user tester (${file}) is no certificate`,
      ],
      [
        {},
        { 'client-certificate-data': good['client-certificate-data'], 'client-key': file },
        `client-key of user tester (${file}) is no private key`,
      ],
      [
        { 'certificate-authority-data': 'Z2FyYmFnZQ==' },
        {},
        'certificate-authority-data of cluster fake is no certificate',
      ],
      [
        { 'certificate-authority-data': base64('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n') },
        {},
        'certificate-authority-data of cluster fake is no certificate',
      ],
      [
        { 'certificate-authority-data': undefined, 'certificate-authority': file },
        {},
        `certificate-authority of cluster fake (${file}) is no certificate`,
      ],
    ];
    try {
      for (const [cluster, user, detail] of cases) {
        const failure = await failureOf(podsOf(api.kubeconfig({ cluster: { ...ca, ...cluster }, user })));
        assert.deepEqual([failure.code, failure.detail], ['bad_input', detail]);
        assert.ok(failure.hint !== undefined);
      }
      const bundle = `the one of the test\n${authority.certificate}`;
      assert.equal(await podsOf(api.kubeconfig({ cluster: { 'certificate-authority-data': base64(bundle) } })), 1);
    } finally {
      folder.remove();
    }
  });

  it('sends a name and password, and who to be', async () => {
    const api = await start({ handle });
    const user = {
      username: 'jane',
      password: 'a:b',
      as: 'bob',
      'as-uid': '17',
      'as-groups': ['dev', 'ops'],
      'as-user-extra': { 'example.org/scope': ['a', 'b'] },
    };
    await podsOf(api.kubeconfig({ user }));
    const headers = api.requests[0]?.headers ?? {};
    assert.equal(headers.authorization, `Basic ${base64('jane:a:b')}`);
    assert.equal(headers['impersonate-user'], 'bob');
    assert.equal(headers['impersonate-uid'], '17');
    assert.equal(headers['impersonate-group'], 'dev, ops');
    assert.equal(headers['impersonate-extra-example.org%2fscope'], 'a, b');
  });

  it('refuses groups to be in without a user to be', async () => {
    const api = await start({ handle });
    assert.equal((await failureOf(podsOf(api.kubeconfig({ user: { 'as-groups': ['dev'] } })))).code, 'bad_input');
  });

  it('names the address where nothing listens', async () => {
    const api = await start({ handle });
    const kubeconfig = api.kubeconfig();
    await api.close();
    open.length = 0;
    const failure = await failureOf(podsOf(kubeconfig));
    assert.deepEqual([failure.code, failure.reason], ['unreachable', 'ECONNREFUSED']);
    assert.ok(failure.detail.includes(api.url));
  });

  it('names a host that nobody knows', async () => {
    const api = await start({ handle });
    const failure = await failureOf(podsOf(api.kubeconfig({ cluster: { server: 'https://no-such-host.invalid' } })));
    assert.equal(failure.code, 'unreachable');
    assert.match(failure.detail, /the server name .*\(https:\/\/no-such-host\.invalid\)/);
  });

  it('says that a server which speaks no https does not', async () => {
    const api = await start({ handle });
    const failure = await failureOf(podsOf(api.kubeconfig({ cluster: { server: api.url.replace('http', 'https') } })));
    assert.equal(failure.code, 'unreachable');
    assert.match(failure.detail, /does not speak https/);
  });

  it('times out where a connection is never finished, and where no answer comes', async () => {
    const silent = net.createServer();
    const sockets: net.Socket[] = [];
    silent.on('connection', (socket) => sockets.push(socket));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    assert.ok(typeof address === 'object' && address !== null);
    const api = await start({ handle: () => undefined });
    try {
      const server = `https://127.0.0.1:${address.port}`;
      const unfinished = await failureOf(podsOf(api.kubeconfig({ cluster: { server } })));
      assert.deepEqual([unfinished.code, unfinished.reason], ['timeout', 'ConnectTimeout']);
      const unanswered = await failureOf(podsOf(api.kubeconfig()));
      assert.deepEqual([unanswered.code, unanswered.reason], ['timeout', 'NoAnswer']);
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  });

  it('times out where a body stops coming', async () => {
    const api = await start({
      handle: (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"kind":"PodList","metadata":{},"items":[');
      },
    });
    const failure = await failureOf(podsOf(api.kubeconfig()));
    assert.deepEqual([failure.code, failure.reason], ['timeout', 'NoAnswer']);
  });

  it('keeps its connection, and asks again when the server closed it meanwhile', async () => {
    const api = await start({ handle });
    const cluster = await clusterOf(api.kubeconfig());
    for (const namespace of ['a', 'b', 'c']) await cluster.list(pod, { namespace }, never);
    assert.equal(api.connections(), 1);

    let turn = 0;
    const closing = await start({
      handle: (request, response) => {
        turn += 1;
        // As a server does whose idle time ends while the next request is on its way
        if (turn === 2) response.socket?.destroy();
        else void handle(request, response);
      },
    });
    const second = await clusterOf(closing.kubeconfig());
    await second.list(pod, { namespace: 'a' }, never);
    assert.equal((await second.list(pod, { namespace: 'b' }, never)).items.length, 1);
  });

  it('takes the time of the server', async () => {
    const api = await start({
      handle: (_request, response) =>
        sendJson(response, podList([]), { headers: { date: new Date(Date.now() + 3_600_000).toUTCString() } }),
    });
    const cluster = await clusterOf(api.kubeconfig());
    assert.equal(Math.abs(cluster.now() - testClock.now()) < 1_000, true);
    await cluster.list(pod, {}, never);
    assert.ok(Math.abs(cluster.now() - testClock.now() - 3_600_000) < 5_000);
  });
});
