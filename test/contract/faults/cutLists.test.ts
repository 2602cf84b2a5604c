import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { createClusters, type LiveClusters } from '../../../src/cluster/liveClusters.ts';
import { isKubeError } from '../../../src/core/kubeError.ts';
import type { Kind } from '../../../src/core/kind.ts';
import type { Cluster } from '../../../src/core/ports.ts';
import { startDemo } from '../../../src/demo/startDemo.ts';
import { endpointSlice } from '../../../src/kube/kinds/endpointSlice.ts';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { service } from '../../../src/kube/kinds/service.ts';
import { systemClock } from '../../../src/systemClock.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../../support/faultProxy.ts';
import { root } from '../../support/sourceImports.ts';
import { patientLimits } from './bench.ts';

describe('a list that is cut', function () {
  this.timeout(60_000);
  const { signal } = new AbortController();
  let demo: Awaited<ReturnType<typeof startDemo>>;
  let proxy: FaultProxy;
  let clusters: LiveClusters;
  let cluster: Cluster;

  before(async () => {
    demo = await startDemo({ mediaDirectory: path.join(root, 'media') });
    proxy = await startFaultProxy(demo.server);
    clusters = createClusters({
      env: {},
      homeDirectory: path.join(tmpdir(), 'kube-sre-no-such-home'),
      extraKubeconfigs: [demo.kubeconfig.replaceAll(new URL(demo.server).origin, proxy.url)],
      limits: patientLimits,
      clock: systemClock,
      version: 'test',
      salt: 'salt',
    });
    cluster = await clusters.open('demo', signal);
  });

  after(async () => {
    clusters.dispose();
    await proxy.close();
    await demo.close();
  });

  for (const how of ['cutAt', 'dropAt'] as const)
    it(`at any byte is never taken for the whole (${how})`, async () => {
      for (const kind of [pod, endpointSlice, service]) {
        const { count, length } = await whole(kind);
        await fc.assert(
          fc.asyncProperty(fc.nat(length), async (place) => {
            const seen = await listUnder(kind, how === 'cutAt' ? { cutAt: place } : { dropAt: place });
            assert.ok(seen === 'refused' || seen === count, `${seen} of ${count} at ${place}`);
            if (place < length) assert.equal(seen, 'refused', `at ${place} of ${length}`);
          }),
          { numRuns: 40, seed: 5 },
        );
      }
    });

  /** How many there are, and the bytes of the JSON text, without the line's end behind it. */
  async function whole(kind: Kind<unknown>): Promise<{ readonly count: number; readonly length: number }> {
    proxy.clear();
    let length = 0;
    proxy.set(/./, {
      rewrite: (body) => {
        length = Buffer.byteLength(body.trimEnd());
        return body;
      },
    });
    cluster.forget();
    const { items } = await cluster.list(kind, {}, signal);
    assert.equal(proxy.requests.length > 0 && items.length > 0, true);
    return { count: items.length, length };
  }

  async function listUnder(kind: Kind<unknown>, fault: Fault): Promise<number | 'refused'> {
    proxy.clear();
    proxy.set(/limit=/, fault);
    cluster.forget();
    try {
      return (await cluster.list(kind, {}, signal)).items.length;
    } catch (error) {
      assert.ok(isKubeError(error) && error.facts.code === 'unreachable', String(error));
      return 'refused';
    }
  }
});
