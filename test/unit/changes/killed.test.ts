import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../../src/compose.ts';
import { Journal } from '../../../src/changes/journal/journal.ts';
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
        const config = path.join(folder.path, 'config');
        const args = [changeAndDie, config, folder.path, tool, JSON.stringify(input), boundary];
        const { code, stdout, stderr } = await runProgram(process.execPath, args);
        assert.deepEqual([code, stdout], [null, ''], stderr);

        const { kept, written } = expected[boundary];
        const journal = new Journal({ folder: folder.path });
        const { brokenAt, because } = await journal.check();
        assert.equal(brokenAt, undefined, because);
        // No write without its intent on the disk
        assert.equal((await state()) !== before, written);
        assert.equal((await journal.changes(10)).length, kept ? 1 : 0);

        const engine = createEngine({
          env: { KUBE_SRE_HOME: folder.path },
          homeDirectory: folder.path,
          kubeconfig: config,
          version: 'test',
          mediaDirectory: path.join(root, 'media'),
        });
        try {
          const [found] = await engine.changes(10);
          assert.equal(found?.outcome?.result, kept ? (written ? 'done' : 'failed') : undefined);
          const wasSilent = kept && !['after the outcome', 'after the watching'].includes(boundary);
          assert.equal(found?.outcome?.foundLater, wasSilent ? true : undefined);
        } finally {
          await engine.dispose();
        }
      });

  /** The spec of the Deployment, or that it is gone. */
  async function webOf(home: string): Promise<string> {
    const engine = createEngine({
      env: { KUBE_SRE_HOME: path.join(home, 'looking') },
      homeDirectory: home,
      kubeconfig: path.join(home, 'config'),
      version: 'test',
      mediaDirectory: path.join(root, 'media'),
    });
    try {
      const input = { kind: 'Deployment', namespace: 'shop', name: 'web', path: 'spec' };
      const { envelope } = await engine.call('get_kubernetes_resource_yaml', input, { surface: 'test' });
      return JSON.stringify(envelope.data ?? envelope.error?.code);
    } finally {
      await engine.dispose();
    }
  }
});
