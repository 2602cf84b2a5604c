import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KubeconfigSources } from '../../../src/cluster/kubeconfigSources.ts';
import { contextsOf, targetOf } from '../../../src/cluster/target.ts';
import { failureOf } from '../../support/fakeApiClient.ts';

const config = (name: string, extra = ''): string => `
apiVersion: v1
kind: Config
current-context: ${name}
clusters: [{ name: shared, cluster: { server: 'https://${name}.invalid:6443/' } }]
users: [{ name: ${name}, user: { token: secret-${name} } }]
contexts: [{ name: ${name}, context: { cluster: shared, user: ${name}, namespace: ns-${name} } }]
${extra}`;

describe('the kubeconfig', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kubeconfig-'));
  });
  after(() => rm(folder, { recursive: true }));

  const write = async (name: string, text: string): Promise<string> => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  };
  const sources = (
    env: NodeJS.ProcessEnv = {},
    kubeconfig?: string,
    texts: readonly string[] = [],
  ): KubeconfigSources =>
    new KubeconfigSources({ env, homeDirectory: folder, ...(kubeconfig === undefined ? {} : { kubeconfig }) }, texts);
  const list = (...files: readonly string[]): NodeJS.ProcessEnv => ({ KUBECONFIG: files.join(path.delimiter) });

  it('is the file in the home directory where nothing else is said', async () => {
    await write('.kube/config', config('home'));
    assert.equal((await sources().load()).currentContext, 'home');
  });

  it('is merged from the files of KUBECONFIG: the first to name a thing wins, missing ones are skipped', async () => {
    const missing = path.join(folder, 'missing');
    const one = await write('one', config('one'));
    const two = await write('two', config('two'));
    const merged = await sources(list(missing, one, '', two)).load();
    assert.equal(merged.currentContext, 'one');
    assert.deepEqual([...merged.contexts.keys()].sort(), ['one', 'two']);
    assert.equal(targetOf(merged, 'two').connection.server, 'https://one.invalid:6443');
    assert.equal((await sources(list(two, one)).load()).currentContext, 'two');
  });

  it('is one file only where the user named it, which must be there', async () => {
    const one = await write('one', config('one'));
    const env = list(await write('two', config('two')));
    assert.deepEqual([...(await sources(env, one).load()).contexts.keys()], ['one']);
    const failure = await failureOf(sources(env, path.join(folder, 'missing')).load());
    assert.equal(failure.code, 'bad_input');
    assert.match(failure.detail, /missing: there is no such file/);
  });

  it('has added texts beside the files', async () => {
    const one = await write('one', config('one'));
    const both = sources(list(one), undefined, [config('demo')]);
    assert.deepEqual([...(await both.load()).contexts.keys()].sort(), ['demo', 'one']);
    both.add(config('later'));
    const three = await both.load();
    assert.deepEqual([...three.contexts.keys()].sort(), ['demo', 'later', 'one']);
    assert.equal(three.currentContext, 'one');
  });

  it('leads to what a text says where a file has the same names', async () => {
    const file = await write('same', config('demo').replace('https://demo.', 'https://theirs.'));
    const both = sources(list(file));
    assert.equal(targetOf(await both.load(), 'demo').connection.server, 'https://theirs.invalid:6443');
    both.add(config('demo'));
    assert.equal(targetOf(await both.load(), 'demo').connection.server, 'https://demo.invalid:6443');
  });

  it('is nothing but the texts where files are not wanted', async () => {
    const broken = await write('broken', 'clusters: [');
    const places = { env: { ...list(broken), KUBERNETES_SERVICE_HOST: '10.0.0.1' }, homeDirectory: folder };
    const loaded = await new KubeconfigSources({ ...places, textsOnly: true }, [config('demo')]).load();
    assert.deepEqual([...loaded.contexts.keys()], ['demo']);
    const nothing = await failureOf(new KubeconfigSources({ ...places, textsOnly: true }).load());
    assert.equal(nothing.code, 'not_found');
  });

  it('makes file names absolute from the folder of its file', async () => {
    const file = await write(
      'deep/config',
      `
clusters: [{ name: c, cluster: { server: 'https://c.invalid', certificate-authority: ca.crt } }]
users:
  - name: u
    user: { client-certificate: ../u.crt, client-key: /abs/u.key, tokenFile: token, exec: { command: ./bin/login } }
  - name: v
    user: { exec: { command: aws } }
contexts: [{ name: x, context: { cluster: c, user: u } }, { name: y, context: { cluster: c, user: v } }]
`,
    );
    const loaded = await sources(list(file)).load();
    const { cluster, user } = targetOf(loaded, 'x');
    assert.equal(cluster['certificate-authority'], path.join(folder, 'deep/ca.crt'));
    assert.equal(user['client-certificate'], path.join(folder, 'u.crt'));
    assert.equal(user['client-key'], path.resolve('/abs/u.key'));
    assert.equal(user.tokenFile, path.join(folder, 'deep/token'));
    assert.equal(user.exec?.command, path.join(folder, 'deep/bin/login'));
    assert.equal(targetOf(loaded, 'y').user.exec?.command, 'aws');
  });

  const broken: readonly (readonly [string, string, RegExp])[] = [
    ['is no YAML', 'users:\n- name: a\n  user: {token: my-secret-token\n', /it is not valid YAML in line \d/],
    ['is a list', '- a\n- b\n', /it is YAML, but no kubeconfig/],
    ['has clusters that are no list', 'clusters: {a: b}', /clusters is not a list/],
    ['has a context without a name', 'contexts: [{context: {cluster: c}}]', /contexts\[0\] has no name/],
    ['has a user that is text', 'users: [{name: a, user: text}]', /users\[0\]\.user is not an object/],
  ];
  for (const [what, text, words] of broken)
    it(`is refused with the name of the file that ${what}`, async () => {
      const good = await write('good', config('good'));
      const bad = await write('bad', text);
      const failure = await failureOf(sources(list(good, bad)).load());
      assert.equal(failure.code, 'bad_input');
      assert.ok(failure.detail.startsWith(bad), failure.detail);
      assert.match(failure.detail, words);
      assert.doesNotMatch(failure.message, /my-secret-token/);
    });

  it('is refused where it is a folder', async () => {
    assert.match((await failureOf(sources(list(folder)).load())).detail, /it is a folder/);
  });

  it('is said to be absent, with what to do, where there is none', async () => {
    const failure = await failureOf(sources(list(path.join(folder, 'missing'))).load());
    assert.deepEqual(
      [failure.code, failure.reason, failure.headline],
      ['not_found', 'NoKubeconfig', 'No kubeconfig found.'],
    );
    assert.match(failure.hint ?? '', /KUBECONFIG.*demo cluster/);
    const empty = await write('empty', '');
    assert.equal((await failureOf(sources(list(empty)).load())).headline, 'The kubeconfig names no context.');
  });

  it('is the service account inside a cluster where there is no file', async () => {
    await write('account/token', 'pod-token');
    await write('account/namespace', 'shop\n');
    const inside = new KubeconfigSources({
      env: {
        ...list(path.join(folder, 'missing')),
        KUBERNETES_SERVICE_HOST: 'fd00::1',
        KUBERNETES_SERVICE_PORT: '443',
      },
      homeDirectory: folder,
      serviceAccount: path.join(folder, 'account'),
    });
    const { connection, cluster } = targetOf(await inside.load(), undefined);
    assert.deepEqual(connection, {
      server: 'https://[fd00::1]:443',
      cluster: 'in-cluster',
      user: 'in-cluster',
      credential: 'tokenFile',
      namespace: 'shop',
    });
    assert.equal(cluster['certificate-authority'], path.join(folder, 'account/ca.crt'));
  });

  it('is read again when a file has changed', async () => {
    const file = await write('changing', config('before'));
    const loaded = sources(list(file));
    assert.equal((await loaded.load()).currentContext, 'before');
    assert.equal(await loaded.load(), await loaded.load());
    await writeFile(file, config('afterwards'));
    await utimes(file, new Date(), new Date(Date.now() + 5_000));
    assert.equal((await loaded.load()).currentContext, 'afterwards');
  });

  it('tells its contexts without a secret', async () => {
    const file = await write(
      'many',
      `
current-context: b
clusters: [{ name: c, cluster: { server: 'https://jane:pass-word@c.invalid/' } }]
users:
  - { name: token, user: { token: canary-1 } }
  - { name: basic, user: { username: jane, password: canary-2 } }
  - { name: plugin, user: { exec: { command: aws, env: [{ name: KEY, value: canary-3 }] } } }
  - { name: provider, user: { auth-provider: { name: oidc, config: { id-token: canary-4 } } } }
  - { name: certificate, user: { client-certificate-data: Y2FuYXJ5LTU=, client-key-data: Y2FuYXJ5LTY= } }
contexts:
  - { name: a, context: { cluster: c, user: token, namespace: shop } }
  - { name: b, context: { cluster: c, user: basic } }
  - { name: d, context: { cluster: c, user: plugin } }
  - { name: e, context: { cluster: c, user: provider } }
  - { name: f, context: { cluster: c, user: certificate } }
  - { name: g, context: { cluster: gone, user: gone } }
`,
    );
    const contexts = contextsOf(await sources(list(file)).load());
    assert.deepEqual(
      contexts.map(({ name, current, credential, namespace }) => [name, current, credential, namespace]),
      [
        ['a', false, 'token', 'shop'],
        ['b', true, 'basic', 'default'],
        ['d', false, 'exec', 'default'],
        ['e', false, 'authProvider', 'default'],
        ['f', false, 'clientCertificate', 'default'],
        ['g', false, 'none', 'default'],
      ],
    );
    assert.equal(contexts[0]?.server, 'https://c.invalid');
    assert.doesNotMatch(JSON.stringify(contexts), /canary|Y2FuYXJ5|pass-word/);
  });

  it('names the nearest context for an unknown one', async () => {
    const file = await write('near', config('production'));
    const loaded = await sources(list(file)).load();
    const failure = await failureOf(Promise.resolve().then(() => targetOf(loaded, 'prodution')));
    assert.deepEqual(
      [failure.code, failure.reason, failure.hint, failure.nearest?.names],
      ['not_found', 'NoSuchContext', 'nearest: production', ['production']],
    );
  });

  it('says what a context points at that is not there, and where no context is current', async () => {
    const file = await write(
      'holes',
      `contexts: [{ name: x, context: { cluster: c, user: u } }]\nclusters: [{ name: d, cluster: {} }]`,
    );
    const loaded = await sources(list(file)).load();
    const nowhere = await failureOf(Promise.resolve().then(() => targetOf(loaded, 'x')));
    assert.match(nowhere.detail, /context x names the cluster "c", which is not in the kubeconfig/);
    const none = await failureOf(Promise.resolve().then(() => targetOf(loaded, undefined)));
    assert.deepEqual([none.reason, none.hint], ['NoCurrentContext', 'name one as context: x']);
  });
});
