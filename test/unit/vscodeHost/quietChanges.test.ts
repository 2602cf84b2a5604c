import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { QuietChanges } from '../../../src/hosts/vscode/trees/quietChanges.ts';

describe('changes of the tree', () => {
  it('are told together, each once, when the editor has been left alone for a moment', async () => {
    const told: (readonly string[])[] = [];
    const changes = new QuietChanges<string>((some) => told.push(some));
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
    const changes = new QuietChanges<string>((some) => told.push(some));
    let finish: (value: number) => void = () => assert.fail('nobody reads');
    const read = changes.during(
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

  it('are told after a reading that fails, too, and not any more after the end', async () => {
    const told: (readonly string[])[] = [];
    const changes = new QuietChanges<string>((some) => told.push(some));
    await assert.rejects(changes.during(() => Promise.reject(new Error('gone'))));
    changes.add(['a']);
    await sleep(300);
    assert.deepEqual(told, [['a']]);
    changes.add(['b']);
    changes.dispose();
    await sleep(300);
    assert.equal(told.length, 1);
  });
});
