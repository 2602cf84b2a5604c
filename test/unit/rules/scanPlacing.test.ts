import assert from 'node:assert/strict';
import { objectPath } from '../../../src/core/objectRef.ts';
import type { Scan } from '../../../src/core/scan.ts';
import { node, pod } from './objects.ts';
import { scanned, well, within } from './scannedWorld.ts';

type Fields = Readonly<Record<string, unknown>>;

const said =
  '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims.';
const justNow = '2026-11-25T13:59:50Z';

const asks = (cpu: string): Fields => ({ containers: [{ name: 'main', resources: { requests: { cpu } } }] });

/** Asks for 3 of the node's 4 CPUs. */
const waiting = (name: string, spec: Fields = {}, metadata: Fields = {}): object =>
  pod(name, {
    phase: 'Pending',
    ip: '',
    metadata,
    spec: { nodeName: undefined, ...asks('3'), ...spec },
    status: {
      containerStatuses: [],
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: said }],
    },
  });

const claimed = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const full = within('batch', [pod('big', { spec: { nodeName: 'node-1', ...asks('2') } })]);
const storage = ['persistentvolumes', 'storageclasses.storage.k8s.io', 'csinodes.storage.k8s.io'].map(
  (one) => `list ${one}`,
);

const placing = ({ findings }: Scan): readonly string[] =>
  findings
    .filter(({ rule }) => rule.startsWith('scheduling/'))
    .map(({ rule, severity, object, confidence = 1 }) => `${severity} ${rule} ${objectPath(object)} ${confidence}`);

describe('a scan where pods wait for a node', () => {
  it('of one namespace looks at the pods of all, which take what there is, and says what a scan of all says', async () => {
    const objects = [...well, ...full, ...within('shop', [waiting('a')])];
    const one = await scanned({ objects }, 'shop');
    const all = await scanned({ objects });
    assert.deepEqual(placing(one.scan), ['critical scheduling/insufficient-cpu Pod/shop/a 1']);
    assert.deepEqual(placing(all.scan), placing(one.scan));
    assert.deepEqual(one.scan.gaps, []);
    assert.ok(one.cluster.reads.includes('list pods'));
  });

  it('reads none of it where nobody waits, and nothing of volumes where no one who waits has any', async () => {
    for (const objects of [
      [...well, ...full, ...within('shop', [pod('a')])],
      [...well, ...full, ...within('shop', [waiting('a', claimed, { creationTimestamp: justNow })])],
    ]) {
      const { cluster } = await scanned({ objects }, 'shop');
      assert.deepEqual(
        cluster.reads.filter((read) => read === 'list pods' || storage.includes(read)),
        [],
      );
    }
    const { cluster } = await scanned({ objects: [...well, ...within('shop', [waiting('a')])] }, 'shop');
    assert.deepEqual(
      cluster.reads.filter((read) => storage.includes(read)),
      [],
    );
  });

  it('reads of volumes where one who waits has claims', async () => {
    const objects = [...well, ...full, ...within('shop', [waiting('a', claimed)])];
    for (const namespace of ['shop', undefined]) {
      const { cluster } = await scanned({ objects }, namespace);
      assert.deepEqual(
        storage.filter((read) => !cluster.reads.includes(read)),
        [],
      );
    }
  });

  it('tells what the scheduler says where the pods of others may not be read, is less sure, and names the gap', async () => {
    const objects = [...well, ...full, ...within('shop', [waiting('a')])];
    const { scan } = await scanned({ objects, byNamespaceOnly: ['pods'] }, 'shop');
    assert.deepEqual(placing(scan), ['critical scheduling/insufficient-cpu Pod/shop/a 0.7']);
    assert.ok(scan.gaps.some(({ wanted }) => wanted === 'pods in all namespaces'));
  });

  it('has nothing unexplained about a pod whose node is being made', async () => {
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'a.1', namespace: 'shop' },
      involvedObject: { kind: 'Pod', namespace: 'shop', name: 'a' },
      reason: 'TriggeredScaleUp',
      message: 'pod triggered scale-up',
      lastTimestamp: '2026-11-25T13:58:00Z',
    };
    const { scan } = await scanned({ objects: [...well, ...full, ...within('shop', [waiting('a'), event])] }, 'shop');
    assert.deepEqual(placing(scan), [
      'info scheduling/insufficient-cpu Pod/shop/a 1',
      'info scheduling/waiting-for-new-node Pod/shop/a 1',
    ]);
    assert.equal(scan.unexplained.count, 0);
    assert.equal(scan.verdict, 'healthy');
  });

  it('shows a taint of a node that is not ready under what is the matter with the node', async () => {
    const taints = [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }];
    const sick = { ...node('node-1', 'False'), spec: { taints } };
    const objects = [...well.slice(1), sick, ...within('shop', [waiting('a', asks('1'))])];
    const { findings } = (await scanned({ objects })).scan;
    const cause = findings.findIndex(({ rule }) => rule === 'node/not-ready');
    assert.equal(findings.find(({ rule }) => rule === 'scheduling/untolerated-taint')?.explainedBy, cause);
    assert.ok(cause >= 0);
  });

  it('judges hundreds of one template in no time, and leaves out none', async () => {
    const nodes = Array.from({ length: 300 }, (_, index) => node(`node-${index + 2}`));
    const many = Array.from({ length: 500 }, (_, index) => waiting(`w-${index}`, asks('5'), { labels: { app: 'w' } }));
    const started = performance.now();
    const { scan } = await scanned({ objects: [...well, ...nodes, ...full, ...within('shop', many)] }, 'shop');
    assert.equal(placing(scan).length, 500);
    assert.ok(performance.now() - started < 5000, `${performance.now() - started} ms`);
  });
});
