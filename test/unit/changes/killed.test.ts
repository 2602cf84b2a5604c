import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../../src/compose.ts';
import { Journal } from '../../../src/changes/journal/journal.ts';
import type { Engine } from '../../../src/core/engine.ts';
import type { Demo } from '../../../src/demo/serveCluster.ts';
import { startDemo } from '../../../src/demo/startDemo.ts';
import { boundaries, changeAndDie, type Boundary } from '../../support/changes/changeAndDie.ts';
import { runProgram } from '../../support/process/runProgram.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/process/temporaryFolder.ts';
import { root } from '../../support/sourceImports.ts';

/** What is on the disk, and what the next start finds, by where the process died. */
const expected: Readonly<Record<Boundary, { readonly kept: boolean; readonly written: boolean }>> = {
  'before the intent': { kept: false, written: false },
  'after the intent': { kept: true, written: false },
  'before the request': { kept: true, written: false },
  'after the request': { kept: true, written: true },
  'before the outcome': { kept: true, written: true },
  'after the outcome': { kept: true, written: true },
  'after the watching': { kept: true, written: true },
};

const changes = [
  ['scale_deployment', { namespace: 'shop', name: 'web', replicas: 4 }],
  ['rollback_deployment', { namespace: 'shop', name: 'web' }],
  ['restart_pod', { namespace: 'shop', name: 'web', kind: 'Deployment' }],
  ['delete_kubernetes_resource', { namespace: 'shop', kind: 'Deployment', name: 'web' }],
] as const;

describe('a change whose process is killed', function () {
  this.timeout(60_000);

  let demo: Demo;
  let folder: TemporaryFolder;

  beforeEach(async () => {
    demo = await startDemo({ mediaDirectory: path.join(root, 'media') });
    folder = temporaryFolder('kube-sre-killed');
    writeFileSync(path.join(folder.path, 'config'), demo.kubeconfig);
  });

  afterEach(async () => {
    await demo.close();
    folder.remove();
  });

  for (const [tool, input] of changes)
    for (const boundary of boundaries)
      it(`${boundary}: ${tool}`, async () => {
        const state = (): Promise<string> => webOf(folder.path);
        const before = await state();
        await killedAt(boundary, tool, input);

        const { kept, written } = expected[boundary];
        const journal = new Journal({ folder: folder.path });
        const { brokenAt, because } = await journal.check();
        assert.equal(brokenAt, undefined, because);
        // No write without its intent on the disk
        assert.equal((await state()) !== before, written);
        assert.equal((await journal.changes(10)).length, kept ? 1 : 0);

        const [found] = await looking((engine) => engine.changes(10));
        assert.equal(found?.outcome?.result, kept ? (written ? 'done' : 'failed') : undefined);
        const wasSilent = kept && !['after the outcome', 'after the watching'].includes(boundary);
        assert.equal(found?.outcome?.foundLater, wasSilent ? true : undefined);
      });

  /** Boundaries that leave something else behind: what is between two of them leaves the same. */
  const apart = ['before the intent', 'after the intent', 'after the request', 'after the outcome'] as const;

  async function killedAt(boundary: Boundary, tool: string, input: object): Promise<void> {
    const args = [changeAndDie, path.join(folder.path, 'config'), folder.path, tool, JSON.stringify(input), boundary];
    const { code, stdout, stderr } = await runProgram(process.execPath, args);
    assert.deepEqual([code, stdout], [null, ''], stderr);
  }

  for (const boundary of apart)
    it(`${boundary}: an undo, which can be asked for again`, async () => {
      const { kept, written } = expected[boundary];
      const before = await webOf(folder.path);
      await killedAt('after the outcome', 'scale_deployment', { namespace: 'shop', name: 'web', replicas: 4 });
      const scaled = await webOf(folder.path);
      const journal = new Journal({ folder: folder.path });
      const [change] = await journal.changes(1);
      const id = change?.intent.id ?? '';
      await killedAt(boundary, 'undo', { id });
      assert.equal(await webOf(folder.path), written ? before : scaled);

      // Nobody has looked at the changes in between
      const { envelope } = await looking((engine) => engine.undo(id, { surface: 'test' }));
      const { verdict, blockedBy, headline } = envelope;
      assert.deepEqual([verdict, blockedBy], written ? ['answered', undefined] : ['blocked', 'approval'], headline);
      if (written) assert.match(headline, /is undone already/);
      const [undo, of] = await journal.changes(kept ? 2 : 1).then((all) => (kept ? all : [undefined, ...all]));
      assert.equal(undo?.outcome?.result, kept ? (written ? 'done' : 'failed') : undefined);
      assert.deepEqual([of?.intent.id, of?.undoneBy], [id, written ? undo?.intent.id : undefined]);
    });

  for (const boundary of apart)
    it(`${boundary}: an eviction, which can be asked for again`, async () => {
      const { kept, written } = expected[boundary];
      const name = await podOfWeb();
      const input = { namespace: 'shop', name };
      await killedAt(boundary, 'restart_pod', input);

      const [found] = await looking((engine) => engine.changes(10));
      assert.equal(found?.outcome?.result, kept ? (written ? 'done' : 'failed') : undefined);
      assert.equal(await isKept(name), !written);
      const again = await looking((engine) => engine.call('restart_pod', input, { surface: 'test' }));
      const { verdict, blockedBy, headline } = again.envelope;
      assert.deepEqual([verdict, blockedBy], written ? ['answered', undefined] : ['blocked', 'approval'], headline);
      if (written) assert.match(headline, /is ending already/);
    });

  async function podOfWeb(): Promise<string> {
    const input = { namespace: 'shop', labelSelector: 'app=web' };
    const { envelope } = await looking((engine) => engine.call('list_kubernetes_pods', input, { surface: 'test' }));
    const [name = ''] = /web-[a-z0-9]+-[a-z0-9]+/.exec(JSON.stringify(envelope.data)) ?? [];
    return name;
  }

  /** Whether it is there and stays. */
  async function isKept(name: string): Promise<boolean> {
    const input = { kind: 'Pod', namespace: 'shop', name };
    const { envelope } = await looking((engine) =>
      engine.call('get_kubernetes_resource_yaml', input, { surface: 'test', budgetTokens: Infinity }),
    );
    return envelope.error === undefined && !JSON.stringify(envelope.data).includes('deletionTimestamp');
  }

  /** The spec of the Deployment, or that it is gone. */
  async function webOf(home: string): Promise<string> {
    const input = { kind: 'Deployment', namespace: 'shop', name: 'web', path: 'spec' };
    const { envelope } = await looking(
      (engine) => engine.call('get_kubernetes_resource_yaml', input, { surface: 'test' }),
      path.join(home, 'looking'),
    );
    return JSON.stringify(envelope.data?.yaml ?? envelope.error?.code);
  }

  /** The product as it is started next. */
  async function looking<T>(look: (engine: Engine) => Promise<T>, home = folder.path): Promise<T> {
    const engine = createEngine({
      env: { KUBE_SRE_HOME: home },
      homeDirectory: folder.path,
      kubeconfig: path.join(folder.path, 'config'),
      changes: { isEnabled: () => true, howToEnable: '' },
      version: 'test',
      mediaDirectory: path.join(root, 'media'),
    });
    try {
      return await look(engine);
    } finally {
      await engine.dispose();
    }
  }
});
