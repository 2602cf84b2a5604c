import assert from 'node:assert/strict';
import { stage } from './treeStage.ts';

describe('the time of the last restart in a tooltip', () => {
  const restarted = (count: number): string => `
kind: Namespace
metadata: { name: shop }
status: { phase: Active }
---
kind: Pod
metadata: { name: lone, namespace: shop }
spec: { containers: [{ name: app }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: 'True' }]
  containerStatuses:
    - { name: app, ready: true, restartCount: ${count}, state: { running: {} }, lastState: { terminated: { finishedAt: '2026-11-26T10:00:00Z' } } }
`;

  for (const [count, text] of [
    [1, '1 restart, at {0}'],
    [3, '{0} restarts, the last at {1}'],
  ] as const)
    it(`is left to the host, which writes it as a person reads it: ${text}`, async () => {
      const { tree } = stage(restarted(count));
      await tree.children(undefined);
      const [folder] = await tree.children('Namespace/shop');
      const [pod] = await tree.children(folder?.id ?? '');
      const at = { at: Date.parse('2026-11-26T10:00:00Z') };
      assert.deepEqual(
        pod?.tooltip.filter((line) => typeof line === 'object' && line.text.includes('restart')),
        [{ text, args: count === 1 ? [at] : [count, at] }],
      );
      assert.doesNotMatch(JSON.stringify(pod), /\dT\d\d:\d\d/);
    });
});
