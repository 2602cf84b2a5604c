import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { judge } from '../../../../src/rules/judge.ts';
import { loadSnapshot } from '../../../../src/rules/loadSnapshot.ts';
import { createReader } from '../../../../src/rules/reader.ts';
import { schedulingRules } from '../../../../src/rules/scheduling/index.ts';
import { insufficientCpu } from '../../../../src/rules/scheduling/insufficientCpu.ts';
import { nodeSelectorMismatch } from '../../../../src/rules/scheduling/nodeSelectorMismatch.ts';
import { memoryCluster } from '../../../support/memoryCluster.ts';
import { root } from '../../../support/sourceImports.ts';
import { findingsIn, judged } from '../ruleTable.ts';
import { counted, waiting, asks, node, affinityWords } from './placingWorld.ts';

describe('the rules of scheduling', () => {
  const folder = path.join(root, 'test/examples/rules/scheduling');
  for (const file of readdirSync(folder))
    it(`of ${file} say one thing`, async () => {
      const cluster = memoryCluster({ objects: readFileSync(path.join(folder, file), 'utf8') });
      const reader = createReader(cluster, new AbortController().signal);
      const { findings } = await judge(
        schedulingRules,
        await loadSnapshot(reader, schedulingRules, { namespace: 'shop' }),
      );
      const loud = findings.filter(({ severity }) => severity === 'critical').map(({ rule }) => rule);
      const own = `scheduling/${path.basename(file, '.yaml')}`;
      const wanted: Readonly<Record<string, readonly string[]>> = {
        'scheduling/autoscaler-cannot-help': ['scheduling/insufficient-cpu', own],
        'scheduling/waiting-for-new-node': [],
      };
      assert.deepEqual(loud, wanted[own] ?? [own]);
      assert.ok(
        findings.every(({ confidence }) => confidence === undefined),
        'the scheduler agrees',
      );
    });

  it('name both where two things would have to change', async () => {
    const objects = [waiting({ ...asks({ cpu: '5' }), nodeSelector: { disk: 'ssd' } }, affinityWords), node('node-1')];
    for (const rule of [insufficientCpu, nodeSelectorMismatch]) {
      const [found] = await findingsIn(rule, { objects });
      assert.match(
        found?.remedy ?? '',
        /^The smallest change: let the pod's nodeSelector .* and request at most 4 cpu/,
      );
    }
  });

  it('keep still where the pods may not be read, and say so', async () => {
    const objects = [waiting(asks({ cpu: '5' }), counted('1 Insufficient cpu')), node('node-1')];
    const { findings, gaps } = await judged(insufficientCpu, { objects, forbidden: ['pods', 'pods in shop'] });
    assert.deepEqual(findings, []);
    assert.ok(gaps.some(({ hint }) => hint.includes('scheduling/insufficient-cpu')));
  });
});
