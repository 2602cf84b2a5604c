import assert from 'node:assert/strict';
import { ingress, ingressClass, pod } from './objects.ts';
import { scanned, well, within } from './scannedWorld.ts';

const plain = pod('web-1', { owner: 'ReplicaSet/web-5c8f6' });
const container = { name: 'main', image: 'shop/app:1', envFrom: [{ secretRef: { name: 'keys' } }] };
const withKeys = pod('api-1', { spec: { containers: [container] } });
const keys = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, data: { token: 'aGVsbG8=' } };
const waiting = pod('api-1', {
  ready: false,
  phase: 'Pending',
  waiting: 'CreateContainerConfigError',
  spec: { containers: [container] },
});

describe('a scan for who may not list Secrets', () => {
  it('needs none where no pod and no template names one', async () => {
    for (const namespace of [undefined, 'shop']) {
      const { scan, cluster } = await scanned(
        { objects: [...well, ...within('shop', [plain])], forbidden: ['secrets'] },
        namespace,
      );
      assert.deepEqual([scan.verdict, scan.gaps, scan.findings], ['healthy', [], []]);
      assert.ok(!cluster.reads.some((read) => read.startsWith('get secrets')));
    }
  });

  it('asks by name for those that are named, and by their metadata alone', async () => {
    for (const namespace of [undefined, 'shop']) {
      const { scan, cluster } = await scanned(
        { objects: [...well, ...within('shop', [withKeys, keys])], forbidden: ['list secrets'] },
        namespace,
      );
      assert.deepEqual([scan.verdict, scan.gaps], ['healthy', []]);
      assert.deepEqual(
        cluster.reads.filter((read) => read.startsWith('get secrets')),
        ['get secrets in shop keys'],
      );
    }
  });

  it('says that one is missing which is not there', async () => {
    const { scan } = await scanned(
      { objects: [...well, ...within('shop', [waiting])], forbidden: ['list secrets'] },
      'shop',
    );
    assert.ok(scan.findings.some(({ rule }) => rule === 'reference/missing-secret'));
    assert.deepEqual(scan.gaps, []);
  });

  it('knows nothing where they may not be read by name either, and asks once', async () => {
    const second = { ...container, envFrom: [{ secretRef: { name: 'more' } }, { secretRef: { name: 'keys' } }] };
    const other = pod('other-1', { spec: { containers: [second] } });
    const { scan, cluster } = await scanned({
      objects: [...well, ...within('shop', [withKeys, other]), ...within('blog', [withKeys])],
      forbidden: ['secrets'],
    });
    assert.equal(scan.verdict, 'unknown');
    assert.equal(scan.gaps.length, 1);
    assert.match(scan.gaps[0]?.hint ?? '', /needs list on secrets.*reference\/missing-secret/);
    assert.equal(cluster.reads.filter((read) => read.startsWith('get secrets')).length, 1);
  });

  it('does not know it where pods were not read, or not all that make them', async () => {
    for (const unread of ['pods', 'cronjobs.batch']) {
      const { scan } = await scanned(
        { objects: [...well, ...within('shop', [plain])], forbidden: ['secrets', unread] },
        'shop',
      );
      assert.ok(
        scan.gaps.some(({ hint }) => hint.includes('needs list on secrets')),
        unread,
      );
      assert.equal(scan.verdict, 'unknown');
    }
  });

  it('does not take a TLS Secret for absent that no pod names', async () => {
    const tls = ingress('front', 'web', { spec: { ingressClassName: 'nginx', tls: [{ secretName: 'shop-tls' }] } });
    const { scan } = await scanned({
      objects: [...well, ingressClass('nginx'), ...within('shop', [withKeys, keys, tls])],
      forbidden: ['list secrets'],
    });
    assert.ok(scan.findings.some(({ rule }) => rule === 'ingress/tls-secret-missing'));
    const refused = await scanned({
      objects: [...well, ingressClass('nginx'), ...within('shop', [plain, tls])],
      forbidden: ['secrets'],
    });
    assert.ok(!refused.scan.findings.some(({ rule }) => rule === 'ingress/tls-secret-missing'));
  });
});
