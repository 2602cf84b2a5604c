import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { QuietChanges } from '../../../src/hosts/vscode/trees/quietChanges.ts';

/** Each change is its own place; `everything` is all places. */
function quietChanges(told: (readonly string[])[]): QuietChanges<string> {
  return new QuietChanges<string>(
    (some) => told.push(some),
    (change) => (change === 'everything' ? undefined : change),
  );
}

describe('changes of the tree', () => {
  it('are told together, each once, when the editor has been left alone for a moment', async () => {
    const told: (readonly string[])[] = [];
    const changes = quietChanges(told);
    changes.add(['a', 'b']);
    changes.add(['a']);
    assert.deepEqual(told, []);
    await sleep(300);
    assert.deepEqual(told, [['a', 'b']]);
    changes.add([]);
    await sleep(300);
    assert.equal(told.length, 1);
  });

  it('wait while the editor reads, and for a moment after', async () => {
    const told: (readonly string[])[] = [];
    const changes = quietChanges(told);
    let finish: (value: number) => void = () => assert.fail('nobody reads');
    const read = changes.during(
      'a',
      () =>
        new Promise<number>((resolve) => {
          finish = resolve;
        }),
    );
    changes.add(['a']);
    await sleep(300);
    assert.deepEqual(told, []);
    finish(1);
    assert.equal(await read, 1);
    assert.deepEqual(told, []);
    await sleep(300);
    assert.deepEqual(told, [['a']]);
  });

  it('wait for no other place, and a change of everything only for a while: one cluster may not answer for a minute', async () => {
    const told: (readonly string[])[] = [];
    const changes = quietChanges(told);
    let finish: () => void = () => assert.fail('nobody reads');
    const read = changes.during('hanging', () => new Promise<void>((resolve) => (finish = resolve)));
    changes.add(['b', 'hanging']);
    await sleep(300);
    assert.deepEqual(told, [['b']]);
    changes.add(['everything']);
    await sleep(500);
    assert.equal(told.length, 1);
    await sleep(1700);
    assert.deepEqual(told, [['b'], ['everything']]);
    finish();
    await read;
    await sleep(300);
    assert.deepEqual(told.at(-1), ['hanging']);
  });

  it('are told after a reading that fails, too, and not any more after the end', async () => {
    const told: (readonly string[])[] = [];
    const changes = quietChanges(told);
    await assert.rejects(changes.during('a', () => Promise.reject(new Error('gone'))));
    changes.add(['a']);
    await sleep(300);
    assert.deepEqual(told, [['a']]);
    changes.add(['b']);
    changes.dispose();
    await sleep(300);
    assert.equal(told.length, 1);
  });
});
