import assert from 'node:assert/strict';
import { objectPath } from '../../../src/core/objectRef.ts';
import { pod } from './objects.ts';
import { scanned, well, within } from './scannedWorld.ts';

describe('a scan of more pods than rules are given at once', () => {
  it('tells of their template once', async () => {
    const image = 'shop/web:latest';
    const template = { spec: { containers: [{ name: 'main', image }] } };
    const web = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'web', namespace: 'shop', uid: 'w', creationTimestamp: '2026-11-25T10:00:00Z' },
      spec: { template },
      status: { desiredNumberScheduled: 500, currentNumberScheduled: 500, numberAvailable: 500 },
    };
    const pods = Array.from({ length: 500 }, (_, index) =>
      pod(`web-${index}`, { owner: 'DaemonSet/web', spec: { nodeName: 'node-1', ...template.spec } }),
    );
    const { scan } = await scanned({ objects: [...well, ...within('shop', [web, ...pods])] });
    assert.deepEqual(
      scan.findings.map(({ rule, object }) => `${rule} ${objectPath(object)}`),
      ['image/mutable-tag DaemonSet/shop/web'],
    );
    assert.equal(scan.verdict, 'degraded');
  });
});
