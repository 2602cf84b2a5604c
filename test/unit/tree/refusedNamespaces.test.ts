import assert from 'node:assert/strict';
import type { ErrorCode } from '../../../src/core/envelope.ts';
import { KubeError } from '../../../src/core/kubeError.ts';
import type { Cluster } from '../../../src/core/ports.ts';
import { createLiveTree } from '../../../src/tree/liveTree.ts';
import { namespaceNames } from '../../../src/tree/namespaceNames.ts';
import { memoryCluster } from '../../support/memoryCluster.ts';
import { ManualClock, settle } from './manualClock.ts';
import { ScriptedCluster } from './scriptedCluster.ts';
import { drawn, labels } from './treeStage.ts';

const { signal } = new AbortController();

/** What a role says that grants one namespace, and not their list. */
const granted = {
  rules: [{ verbs: ['get'], apiGroups: [''], resources: ['namespaces'], resourceNames: ['granted'] }],
};

const failing = (code: ErrorCode): Promise<never> =>
  Promise.reject(new KubeError({ code, operation: 'list', detail: 'it does not work any more' }));

/** Failures that say nothing of what is allowed. */
const failures: readonly ErrorCode[] = ['unauthorized', 'timeout', 'unreachable', 'internal'];

describe('namespaces that may not be listed', () => {
  function refused(): { readonly clock: ManualClock; readonly cluster: Cluster } {
    const clock = new ManualClock();
    const scripted = new ScriptedCluster(() => clock.now());
    scripted.forbidden.add('namespaces');
    return { clock, cluster: { ...scripted.cluster, review: () => Promise.resolve(granted) } };
  }
  const lines = ['default', 'granted', 'typed', 'Other namespaces could not be listed'];

  for (const code of failures)
    for (const isLive of [false, true])
      it(`keep their lines when their list fails in another way: ${code}${isLive ? ', followed' : ''}`, async () => {
        const { clock, cluster } = refused();
        let open = cluster;
        const tree = createLiveTree({ open: () => Promise.resolve(open), clock, named: () => ['typed'] });
        assert.deepEqual(labels(await tree.children(undefined)), lines);
        if (isLive) tree.listen(() => undefined);
        await settle();
        open = { ...cluster, list: () => failing(code) };
        await tree.children(undefined);
        await clock.advance(5000);
        assert.deepEqual(labels(await tree.children(undefined)), lines);
        tree.dispose();
      });

  it('keep their lines when the review of access fails', async () => {
    const { clock, cluster } = refused();
    let open = cluster;
    const tree = createLiveTree({ open: () => Promise.resolve(open), clock, named: () => ['typed'] });
    await tree.children(undefined);
    open = { ...cluster, review: () => failing('timeout') };
    assert.deepEqual(labels(await tree.children(undefined)), lines);
    tree.dispose();
  });

  it('lose those that a later review does not name, and all of them to a list that goes well', async () => {
    const { clock, cluster } = refused();
    let open = cluster;
    const tree = createLiveTree({ open: () => Promise.resolve(open), clock });
    await tree.children(undefined);
    open = { ...cluster, review: () => Promise.resolve({ rules: [] }) };
    assert.deepEqual(labels(await tree.children(undefined)), ['default', 'Other namespaces could not be listed']);
    const allowing = new ScriptedCluster(() => clock.now());
    allowing.put('{ kind: Namespace, metadata: { name: listed } }');
    open = allowing.cluster;
    assert.deepEqual(drawn(await tree.children(undefined)), ['listed | ok']);
    tree.dispose();
  });

  it('are forgotten with another server', async () => {
    const { clock, cluster } = refused();
    let open = cluster;
    const tree = createLiveTree({ open: () => Promise.resolve(open), clock });
    await tree.children(undefined);
    open = {
      ...cluster,
      connection: { ...cluster.connection, server: 'https://two.invalid' },
      review: () => failing('timeout'),
    };
    assert.deepEqual(labels(await tree.children(undefined)), ['default', 'Other namespaces could not be listed']);
    tree.dispose();
  });
});

describe('the namespaces to choose from', () => {
  const objects = ['b', 'a'].map((name) => ({ kind: 'Namespace', apiVersion: 'v1', metadata: { name } }));
  const forbidden = ['namespaces'];

  it('are those of the list, by name', async () => {
    assert.deepEqual(await namespaceNames(memoryCluster({ objects }), ['typed'], signal), ['a', 'b']);
  });

  it('are the own, the named and the allowed ones where they may not be listed', async () => {
    const cluster = { ...memoryCluster({ objects, forbidden }), review: () => Promise.resolve(granted) };
    assert.deepEqual(await namespaceNames(cluster, ['typed'], signal), ['default', 'typed', 'granted']);
  });

  it('are the own and the named ones where the review of access fails too', async () => {
    for (const code of failures) {
      const cluster = { ...memoryCluster({ objects, forbidden }), review: () => failing(code) };
      assert.deepEqual(await namespaceNames(cluster, ['typed'], signal), ['default', 'typed']);
    }
  });

  it('are not made up where the list fails in another way', async () => {
    const cluster = { ...memoryCluster({ objects }), list: () => failing('timeout') };
    await assert.rejects(namespaceNames(cluster, ['typed'], signal), /it does not work any more/);
  });
});
