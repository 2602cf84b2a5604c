import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { bundles } from '../../../scripts/bundles.ts';
import { podList, sendJson, startFakeApi, type FakeApi } from '../../support/fakeApiServer.ts';

const root = path.join(import.meta.dirname, '../../..');

/** The Node that npm itself runs on: 20 where the checkout's own is newer. */
const oldest = process.env.npm_node_execpath ?? process.execPath;

const program = `
const { createClusters } = require(process.argv[1]);
const { signal } = new AbortController();
const clusters = createClusters({ env: {}, homeDirectory: '/nonexistent', extraKubeconfigs: [process.argv[2]], version: '1', salt: 's',
  limits: { connect: 5000, idle: 5000, call: 5000, login: 5000 }, clock: { now: Date.now } });
const kind = { kind: 'Pod', group: '', versions: ['v1'], resource: 'pods', namespaced: true, project: (raw) => raw.metadata.name };
clusters.open(undefined, signal).then((cluster) => cluster.list(kind, {}, signal)).then(({ items }) => {
  console.log(JSON.stringify({ items, dispatcher: Symbol.for('undici.globalDispatcher.1') in globalThis }));
  clusters.dispose();
});
`;

describe('the bundle of the access to clusters', () => {
  let folder: string;
  let file: string;
  let api: FakeApi;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bundle-'));
    file = path.join(folder, 'cluster.js');
    const options = bundles(root).find(({ outfile }) => outfile === 'dist/cluster.js');
    assert.ok(options !== undefined);
    await build({ ...options, outfile: file });
    api = await startFakeApi({ handle: (_request, response) => sendJson(response, podList(['web'])) });
  });
  after(async () => {
    await api.close();
    await rm(folder, { recursive: true });
  });

  it('has nothing of client-node but its KubeConfig', async () => {
    const { size } = await stat(file);
    assert.ok(size <= 260 * 1024, `${Math.round(size / 1024)} KB`);
  });

  it('runs on the oldest Node that we support, and leaves the fetch of others alone', async () => {
    const child = spawn(oldest, ['-e', program, file, api.kubeconfig()], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await once(child, 'close');
    assert.equal(child.exitCode, 0);
    assert.deepEqual(JSON.parse(output), { items: ['web'], dispatcher: false });
  });
});
