import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Approve } from '../../../src/core/approval.ts';
import { createEngine } from '../../../src/compose.ts';
import type { Engine } from '../../../src/core/engine.ts';
import { freeContextName } from '../../../src/demo/freeContextName.ts';
import { sendJson, startFakeApi, type FakeApi } from '../../support/fakeApiServer.ts';
import { temporaryFolder } from '../../support/process/temporaryFolder.ts';
import { root } from '../../support/sourceImports.ts';

const approve: Approve = ({ plan }) => Promise.resolve({ answer: 'approved', digest: plan.digest, by: 'test' });

describe('The demo cluster beside a cluster of the same name', function () {
  this.timeout(20_000);
  const home = temporaryFolder('kube-sre-own-cluster');
  let theirs: FakeApi;
  let kubeconfig: string;
  let engine: Engine;

  before(async () => {
    theirs = await startFakeApi({ handle: (_, response) => sendJson(response, { kind: 'Status' }) });
    kubeconfig = path.join(home.path, 'kubeconfig');
    await writeFile(kubeconfig, theirs.kubeconfig().replaceAll('"fake"', '"demo"'));
  });
  afterEach(() => engine.dispose());
  after(async () => {
    await theirs.close();
    home.remove();
  });

  const start = async (demoOnly: boolean): Promise<string> => {
    engine = createEngine({
      env: { KUBE_SRE_HOME: home.path },
      homeDirectory: home.path,
      version: 'test',
      mediaDirectory: path.join(root, 'media'),
      kubeconfig,
      demoOnly,
      changes: { isEnabled: () => true, howToEnable: '' },
    });
    return engine.startDemo();
  };
  const change = async (context: string) =>
    engine.call(
      'delete_kubernetes_resource',
      { kind: 'ConfigMap', namespace: 'warehouse', name: 'counts', context },
      { surface: 'test', approve },
    );

  it('is the only one where it was asked for alone: nothing of theirs is read or written', async () => {
    const context = await start(true);
    assert.deepEqual(
      (await engine.contexts()).map(({ name }) => name),
      ['demo'],
    );
    const { envelope } = await change(context);
    assert.ok(envelope.change, envelope.headline);
    assert.deepEqual(theirs.requests, []);
  });

  it('has a name of its own in an editor, and both are what they are called', async () => {
    const context = await start(false);
    assert.equal(context, 'kube-sre-demo');
    const [own, other] = await Promise.all([engine.identity(context), engine.identity('demo')]);
    assert.notEqual(own.server, other.server);
    assert.ok(theirs.kubeconfig().includes(other.server));
    const { envelope } = await change(context);
    assert.ok(envelope.change, envelope.headline);
    assert.deepEqual(theirs.requests, []);
  });

  it('keeps its name where somebody writes that into the kubeconfig later', async () => {
    await writeFile(kubeconfig, theirs.kubeconfig());
    const context = await start(false);
    const before = await engine.identity(context);
    await writeFile(kubeconfig, theirs.kubeconfig().replaceAll('"fake"', `"${context}"`));
    engine.reload();
    assert.deepEqual(await engine.identity(context), before);
  });

  it('takes the first name that is free', () => {
    assert.equal(freeContextName([]), 'demo');
    assert.equal(freeContextName(['prod', 'demo']), 'kube-sre-demo');
    assert.equal(freeContextName(['demo', 'kube-sre-demo', 'kube-sre-demo-2']), 'kube-sre-demo-3');
  });
});
