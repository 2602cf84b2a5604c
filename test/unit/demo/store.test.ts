import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import fc from 'fast-check';
import { numberAt, type KubeObject } from '../../../src/demo/kubeObject.ts';
import { Store, type Change } from '../../../src/demo/store.ts';

function thing(name: string, value = 0): KubeObject {
  return { apiVersion: 'v1', kind: 'Thing', metadata: { name, namespace: 'shop' }, value };
}

const seen = (objects: readonly KubeObject[]): readonly string[] =>
  objects.map((object) => `${object.metadata.name}=${numberAt(object, 'value')}`);

describe('the store of the demo cluster', () => {
  it('gives each write the next revision and tells it', () => {
    const store = new Store(10);
    const told: string[] = [];
    const stop = store.subscribe(({ type, revision }) => told.push(`${type} ${revision}`));
    assert.equal(store.put('things', thing('a')).metadata.resourceVersion, '11');
    store.put('things', thing('a', 1));
    store.remove('things', 'shop', 'a');
    assert.equal(store.remove('things', 'shop', 'a'), undefined);
    stop();
    store.put('things', thing('b'));
    assert.deepEqual(told, ['ADDED 11', 'MODIFIED 12', 'DELETED 13']);
    assert.equal(store.revision, 14);
  });

  it('shows every older state as it was', () => {
    const write = fc.record({ name: fc.constantFrom('a', 'b', 'c'), value: fc.option(fc.integer({ min: 0, max: 9 })) });
    fc.assert(
      fc.property(fc.array(write, { maxLength: 30 }), (writes) => {
        const store = new Store();
        const states = new Map([[store.revision, seen(store.list('things'))]]);
        for (const { name, value } of writes) {
          if (value === null) store.remove('things', 'shop', name);
          else store.put('things', thing(name, value));
          store.put('others', thing(name));
          states.set(store.revision, seen(store.list('things')));
        }
        for (const [revision, state] of states) assert.deepEqual(seen(store.list('things', revision)), state);
      }),
    );
  });

  it('forgets when it is compacted', () => {
    const store = new Store();
    store.put('things', thing('a'));
    const { revision } = store;
    store.put('things', thing('b'));
    assert.deepEqual(
      store.changesSince(revision)?.map(({ object }: Change) => object.metadata.name),
      ['b'],
    );
    store.compact();
    assert.equal(store.changesSince(revision), undefined);
    assert.throws(() => store.list('things', revision), RangeError);
    assert.deepEqual(seen(store.list('things')), ['a=0', 'b=0']);
  });

  it('remembers a bounded number of changes', () => {
    const store = new Store();
    for (let count = 0; count < 1500; count++) store.put('things', thing('a', count));
    assert.equal(store.revision - store.compactedRevision, 1000);
    assert.equal(store.changesSince(store.compactedRevision)?.length, 1000);
  });
});
