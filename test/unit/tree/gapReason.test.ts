import assert from 'node:assert/strict';
import { KubeError, type KubeErrorFacts } from '../../../src/core/kubeError.ts';
import { english } from '../../../src/core/label.ts';
import { pod } from '../../../src/kube/kinds/pod.ts';
import { gapLine, gapReason } from '../../../src/tree/gapReason.ts';
import { labels, stage, text } from './treeStage.ts';

const error = (facts: Pick<KubeErrorFacts, 'code'> & Partial<KubeErrorFacts>): KubeError =>
  new KubeError({ operation: 'list', detail: 'what the server said', ...facts });

describe('why something is not in the tree', () => {
  it('tells a credential that is not accepted from a permission that is not given, and a failure from what is not supported', () => {
    assert.equal(english(gapReason(error({ code: 'unauthorized', status: 401 }))), 'credential not accepted');
    assert.equal(english(gapReason(error({ code: 'forbidden', status: 403 }))), 'forbidden');
    assert.equal(english(gapReason(error({ code: 'unsupported' }))), 'unsupported');
    assert.equal(english(gapReason(error({ code: 'internal', status: 500 }))), 'failed');
    assert.equal(english(gapReason(error({ code: 'conflict', status: 410, reason: 'Expired' }))), 'expired');
  });

  it('is a line with what was wanted, why it is missing and what helps, each to be translated', () => {
    const line = gapLine(pod, 'shop', error({ code: 'timeout', hint: 'ask again' }));
    assert.equal(english(line), 'pods in shop: timeout (ask again)');
    assert.deepEqual(line.args?.[1], { text: 'timeout' });
    assert.equal(english(gapLine(pod, undefined, error({ code: 'timeout' }))), 'pods: timeout (what the server said)');
  });

  it('stands beside what was not read, each reason once', async () => {
    const { tree, cluster } = stage();
    for (const resource of ['pods', 'services', 'jobs.batch'])
      for (const where of [resource, `${resource} in shop`]) cluster.forbidden.add(where);
    cluster.refusals.set('jobs.batch in shop', { code: 'unauthorized', status: 401 });
    const nodes = await tree.children('Namespace/shop');
    const gap = nodes.at(-1);
    assert.equal(labels(nodes).at(-1), 'Not read: jobs.batch, services, pods');
    assert.equal(text(gap?.description ?? ''), 'credential not accepted, forbidden');
    assert.equal(text(gap?.tooltip[1] ?? ''), 'services in shop: forbidden (needs list on services in shop)');
  });
});
