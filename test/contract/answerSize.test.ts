import assert from 'node:assert/strict';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEngine } from '../../src/compose.ts';
import type { Engine } from '../../src/core/engine.ts';
import { startDemo } from '../../src/demo/startDemo.ts';
import { allTools } from '../../src/tools/allTools.ts';
import { checkEnvelope } from '../support/checkEnvelope.ts';
import { inputsFor } from '../support/inputsFor.ts';
import { manyPods } from '../support/manyPods.ts';
import { memoryCluster } from '../support/memoryCluster.ts';
import { root } from '../support/sourceImports.ts';
import { testRunner } from '../support/testRunner.ts';

const asked = ['api', 'cart', 'web', 'search'].flatMap((name) => [
  { kind: 'Deployment', metadata: { namespace: 'shop', name } },
  { kind: 'Service', metadata: { namespace: 'shop', name } },
]);

describe('an answer', function () {
  this.timeout(30_000);
  let folder: string;
  let engine: Engine;
  let close: () => Promise<void>;

  before(async () => {
    const mediaDirectory = path.join(root, 'media');
    folder = await mkdtemp(path.join(tmpdir(), 'kube-sre-sizes-'));
    const demo = await startDemo({ mediaDirectory });
    const kubeconfig = path.join(folder, 'kubeconfig');
    await writeFile(kubeconfig, demo.kubeconfig, { mode: 0o600 });
    engine = createEngine({ env: {}, homeDirectory: folder, kubeconfig, version: 'test', mediaDirectory });
    close = () => demo.close();
  });

  after(async () => {
    await engine.dispose();
    await close();
    await rm(folder, { recursive: true });
  });

  for (const tool of allTools)
    it(`of ${tool.name} has at most 2,000 tokens on the demo cluster`, async () => {
      for (const input of inputsFor(tool.input, asked)) {
        const { envelope } = await engine.call(tool.name, input, { surface: 'test' });
        const tokens = encode(JSON.stringify(checkEnvelope(envelope))).length;
        assert.ok(tokens <= 2000, `${tokens} tokens for ${JSON.stringify(input)}`);
      }
    });

  it('of a list is as short at 5,000 pods as at 50', async () => {
    for (const count of [50, 5000])
      for (const tool of ['list_kubernetes_pods', 'list_kubernetes_events']) {
        const runner = testRunner(memoryCluster({ objects: manyPods(count) }));
        const { envelope } = await runner.call(tool, {}, { surface: 'test' });
        const tokens = encode(JSON.stringify(checkEnvelope(envelope))).length;
        assert.ok(tokens <= 2000, `${tokens} tokens for ${tool} at ${count} pods`);
        assert.equal(envelope.page?.total, count);
      }
  });
});
