import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'mocha';
import { KubeError } from '../../../src/core/kubeError.ts';
import { Runner } from '../../../src/core/runner.ts';
import { systemClock } from '../../../src/systemClock.ts';

describe('the reads of a change', () => {
  it('do not heap up listeners on the signal of the caller, and end with it', async () => {
    const caller = new AbortController();
    const seen: unknown[] = [];
    const undo = (_id: string, _how: unknown, signal: AbortSignal): Promise<never> => {
      for (let read = 0; read < 11; read++) signal.addEventListener('abort', () => undefined);
      seen.push(getEventListeners(caller.signal, 'abort').length);
      caller.abort();
      seen.push(signal.aborted);
      return Promise.reject(new KubeError({ code: 'cancelled', operation: 'get', detail: 'the caller went' }));
    };
    const runner = new Runner({
      tools: [],
      clusters: () => Promise.reject(new Error('no cluster is read')),
      changes: () => Promise.resolve({ undo, make: () => Promise.reject(new Error('nothing is made')) }),
      clock: systemClock,
      limits: { connect: 300, idle: 300, call: 1000, login: 300 },
      groupEnabled: () => true,
      activeContext: () => undefined,
      record: () => undefined,
    });
    await runner.undo('1', { surface: 'test', signal: caller.signal });
    assert.deepEqual(seen, [0, true]);
  });
});
