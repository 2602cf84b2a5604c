import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { inLanes } from '../../../scripts/ci/inLanes.ts';

describe('Steps in lanes', () => {
  it('begin in their order, never more at once than there are lanes', async () => {
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    await inLanes(2, [40, 1, 1, 1, 20], async (ms) => {
      begun.push(ms);
      running += 1;
      most = Math.max(most, running);
      await sleep(ms);
      running -= 1;
    });
    assert.deepEqual(begun, [40, 1, 1, 1, 20]);
    assert.equal(most, 2);
    assert.equal(running, 0);
  });
});
