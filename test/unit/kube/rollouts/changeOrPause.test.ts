import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { changeOrPause } from '../../../../src/kube/rollouts/changeOrPause.ts';
import { followRollout } from '../../../../src/kube/rollouts/followRollout.ts';
import { deployment, pod, scripted } from './rolloutWorld.ts';

const never = new Promise<undefined>(() => undefined);
const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('waiting for a change', () => {
  it('leaves no listener on the signal and no timer, however it ends', async () => {
    const stop = new AbortController();
    const before = timers();
    for (let change = 0; change < 20; change++) await changeOrPause(Promise.resolve(), 60_000, stop.signal);
    await changeOrPause(Promise.reject(new Error('the watch failed')), 60_000, stop.signal);
    await changeOrPause(never, 1, stop.signal);
    assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
    const waiting = changeOrPause(never, 60_000, stop.signal);
    stop.abort();
    await waiting;
    await changeOrPause(never, 60_000, stop.signal);
    assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
    // The test runner has timers of its own
    assert.ok(timers() - before < 5, 'timers are left');
  });

  it('does not heap up waits while a rollout changes quickly', async () => {
    const world = scripted(deployment({ updated: 1, ready: 3 }), pod('web-new-1'));
    const at = { kind: 'Deployment', namespace: 'shop', name: 'web' } as const;
    const following = followRollout(world.cluster, at, { timeout: 5000 }, new AbortController().signal);
    await sleep(50);
    const before = timers();
    for (let change = 0; change < 15; change++) {
      world.putObject({ ...deployment({ updated: 1 + (change % 2), ready: 3 }) });
      await sleep(5);
    }
    const heaped = timers() - before;
    world.putObject({ ...deployment() });
    await following;
    assert.ok(heaped <= 1, `${heaped} timers more than before the changes`);
  });
});
